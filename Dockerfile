FROM node:22-bookworm-slim AS build
WORKDIR /fengsui
COPY . .
RUN npm ci && npm prune --omit=dev

FROM node:22-bookworm-slim
WORKDIR /fengsui
COPY --from=build /fengsui/package.json ./
COPY --from=build /fengsui/node_modules ./node_modules
COPY --from=build /fengsui/config ./config
COPY --from=build /fengsui/server/package.json ./server/
COPY --from=build /fengsui/server/bin ./server/bin
COPY --from=build /fengsui/server/dist ./server/dist
COPY --from=build /fengsui/probes/package.json ./probes/
COPY --from=build /fengsui/probes/dist ./probes/dist
COPY --from=build /fengsui/web/package.json ./web/
COPY --from=build /fengsui/web/dist ./web/dist
RUN install -d -o node -g node /data
ENV NODE_ENV=production FENGSUI_DATA=/data FENGSUI_HTTP_HOST=0.0.0.0
USER node
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["node", "server/bin/fengsui.js"]
CMD ["serve"]
