import type { Ack, Command } from '@fengsui/config/contract';
import { COMMAND_TYPES, Command as CommandSchema, MAX_PAYLOAD_BYTES } from '@fengsui/config/contract';
import type { Log } from '../log.ts';
import { reasonOf } from '../log.ts';

type Type = Command['type'];
type ArgsOf<K extends Type> = Extract<Command, { type: K }>['args'];

/** What each command does; its answer is the `result` of the acknowledgement. */
export type CommandHandlers = { [K in Type]: (args: ArgsOf<K>) => Promise<Ack['result']> };

export interface CommandsParts {
  handlers: CommandHandlers;
  /** Sends an acknowledgement, or keeps it for the next connection. */
  reply: (ack: Omit<Ack, 'v' | 'ts'>) => void;
  log: Log;
}

export interface Commands {
  /** Never throws, whatever comes. */
  receive(payload: Buffer, isRetained: boolean): void;
  /** How many could not even be answered. */
  malformed(): number;
}

/** A broker may deliver a command twice, and a server may ask twice: so many are remembered. */
const MAX_REMEMBERED = 256;
const MAX_RUNNING = 16;

type Outcome = Omit<Ack, 'v' | 'ts' | 'cmd_id'>;

export function createCommands({ handlers, reply, log }: CommandsParts): Commands {
  /** By cmd_id; undefined while it runs. */
  const outcomes = new Map<string, Outcome | undefined>();
  let running = 0;
  let malformed = 0;

  function receive(payload: Buffer, isRetained: boolean): void {
    const asked = parse(payload);
    if (!asked.id) {
      malformed++;
      return log.debug({ malformed, why: asked.why }, 'a command that nobody can be answered for');
    }
    if (outcomes.has(asked.id)) return repeat(asked.id);
    if (isRetained) return refuse(asked.id, 'a retained command is not obeyed: it may be long out of date');
    if (!asked.command) return refuse(asked.id, asked.why);
    if (running >= MAX_RUNNING) return refuse(asked.id, 'busy with other commands');
    void run(asked.command);
  }

  function repeat(id: string): void {
    const outcome = outcomes.get(id);
    if (outcome) reply({ cmd_id: id, ...outcome });
  }

  function refuse(id: string, error: string): void {
    finish(id, { ok: false, error });
  }

  async function run(command: Command): Promise<void> {
    running++;
    outcomes.set(command.cmd_id, undefined);
    log.info({ type: command.type, cmd_id: command.cmd_id }, 'command');
    try {
      finish(command.cmd_id, { ok: true, result: await obey(handlers, command) });
    } catch (error) {
      finish(command.cmd_id, { ok: false, error: reasonOf(error).slice(0, 1_000) });
    } finally {
      running--;
    }
  }

  function finish(id: string, outcome: Outcome): void {
    outcomes.set(id, outcome);
    if (outcomes.size > MAX_REMEMBERED) forgetOldest();
    reply({ cmd_id: id, ...outcome });
  }

  function forgetOldest(): void {
    for (const [id, outcome] of outcomes) {
      if (outcome) return void outcomes.delete(id);
    }
  }

  return { receive, malformed: () => malformed };
}

function obey<K extends Type>(handlers: CommandHandlers, command: Command & { type: K }) {
  const handle: CommandHandlers[K] = handlers[command.type];
  return handle(command.args as ArgsOf<K>);
}

interface Asked {
  id?: string;
  command?: Command;
  why: string;
}

function parse(payload: Buffer): Asked {
  if (payload.length > MAX_PAYLOAD_BYTES) return { why: 'too long' };
  let value: unknown;
  try {
    value = JSON.parse(payload.toString('utf8'));
  } catch {
    return { why: 'not JSON' };
  }
  const parsed = CommandSchema.safeParse(value);
  if (parsed.success) return { id: parsed.data.cmd_id, command: parsed.data, why: '' };
  const issue = parsed.error.issues[0];
  const why = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a command'}`.slice(0, 256);
  const id = idOf(value);
  return id === undefined
    ? { why }
    : { id, why: isKnownType(value) ? why : `no such command; there are ${COMMAND_TYPES.join(', ')}` };
}

function idOf(value: unknown): string | undefined {
  const id = typeof value === 'object' && value !== null && 'cmd_id' in value ? value.cmd_id : undefined;
  return typeof id === 'string' && id.length >= 1 && id.length <= 64 ? id : undefined;
}

function isKnownType(value: unknown): boolean {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  return COMMAND_TYPES.some((known) => known === type);
}
