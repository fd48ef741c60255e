/** What is measured, in this order. */
export const MEASURES = {
  judged: {
    about: 'Beats judged: the outage detector alone, beats parsed before',
    load: async () => (await import('./judged-beats.js')).judgedBeats,
  },
  replay: {
    about: 'Messages replayed: the whole program, from its start to its end',
    load: async () => (await import('./replayed-messages.js')).replayedMessages,
  },
  memory: {
    about: 'Memory: 500,000 devices that have reported four times',
    load: async () => (await import('./memory.js')).memory,
  },
  death: {
    about: 'Half of the fleet falls silent in one second, under one node: until all are judged',
    load: async () => (await import('./mass-death.js')).massDeath,
  },
};
