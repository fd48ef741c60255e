import type { ChannelTypeView, Json, Words } from '@fengsui/config/contract';
import { Words as WordsSchema } from '@fengsui/config/contract';
import { z } from 'zod';

/** How a field is filled in. `pairs`: names and their values, such as headers. */
export type FieldKind = 'text' | 'long' | 'number' | 'choice' | 'switch' | 'pairs';

/** A field of a form, as the JSON Schema of a channel's kind describes it. */
export interface FormField {
  name: string;
  words: Words;
  kind: FieldKind;
  isRequired: boolean;
  /** Never comes back from the server: it is set, or it is not. */
  isSecret: boolean;
  /** Where secrets go: once it changes, they must be given again. */
  isDestination: boolean;
  initial: Json | undefined;
  options: readonly string[];
  min: number | undefined;
  max: number | undefined;
  maxLength: number | undefined;
}

type Schema = ChannelTypeView['settings'];

const Property = z.object({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  words: WordsSchema.optional(),
  description: z.string().optional(),
  default: z.json().optional(),
  secret: z.boolean().optional(),
  destination: z.boolean().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  additionalProperties: z.union([z.boolean(), z.object({ type: z.string().optional() })]).optional(),
});
type Property = z.infer<typeof Property>;

const Form = z.object({
  properties: z.record(z.string(), z.json()).default({}),
  required: z.array(z.string()).default([]),
});

/** The fields in the order of the schema. What has no place in a form is left out, and kept as it is. */
export function fieldsOf(schema: Schema): FormField[] {
  const form = Form.safeParse(schema);
  if (!form.success) return [];
  const { properties, required } = form.data;
  return Object.entries(properties).flatMap(([name, raw]) => {
    const property = Property.safeParse(raw).data;
    const kind = property && kindOf(property);
    return kind ? [fieldOf(name, property, kind, required.includes(name))] : [];
  });
}

/** Words for an address, and how long it may be. */
export function addressField(schema: Schema): FormField {
  return fieldOf('address', Property.safeParse(schema).data ?? {}, 'text', false);
}

/** Longer than this it has more than one line. */
const LONG_TEXT = 4_096;

function kindOf({ type, enum: options, maxLength, additionalProperties }: Property): FieldKind | undefined {
  if (options) return 'choice';
  if (type === 'string') return (maxLength ?? 0) >= LONG_TEXT ? 'long' : 'text';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'boolean') return 'switch';
  const isOfText = typeof additionalProperties === 'object' && additionalProperties.type === 'string';
  return type === 'object' && isOfText ? 'pairs' : undefined;
}

function fieldOf(name: string, property: Property, kind: FieldKind, isRequired: boolean): FormField {
  const { words, description = name, enum: options = [], secret, destination } = property;
  return {
    ...{ name, kind, isRequired, options },
    words: words ?? { zh: description, en: description },
    isSecret: secret === true,
    isDestination: destination === true,
    initial: property.default,
    min: property.minimum,
    max: property.maximum,
    maxLength: property.maxLength,
  };
}
