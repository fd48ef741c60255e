import type { ChannelTypeView, ChannelView } from '@fengsui/config/contract';
import { ChannelBody } from '@fengsui/config/contract';
import { z } from 'zod';
import type { KeptRecord } from '../ledger/records/port.ts';
import type { ChannelType } from './port.ts';
import { withoutSecrets } from './secrets.ts';

export function typeNamed(name: string, types: readonly ChannelType[]): ChannelType | undefined {
  return types.find(({ type }) => type === name);
}

/** From which forms are drawn. */
export function typeView({ type, name, settings, address }: ChannelType): ChannelTypeView {
  return { type, name, settings: schemaOf(settings), address: schemaOf(address) };
}

function schemaOf(schema: z.ZodType): ChannelTypeView['settings'] {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest as ChannelTypeView['settings'];
}

export function viewOf(
  { id, version, value }: KeptRecord,
  types: readonly ChannelType[],
  trouble: string | undefined,
): ChannelView {
  const { type, name, settings } = ChannelBody.parse(value);
  const schema = typeNamed(type, types)?.settings;
  // Of a kind that this version does not know, nothing can be told apart.
  const shown = schema ? withoutSecrets(schema, settings) : {};
  return { id, version, type, name, settings: shown, trouble: trouble ?? null };
}
