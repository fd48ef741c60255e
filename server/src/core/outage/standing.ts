import { Status } from './columns.ts';
import type { World } from './world.ts';

export function statusOf({ table }: World, index: number): Status {
  return table.columns.status[index] as Status;
}

/** The one place where a device's status changes: who is lost is neither missing nor well. */
export function setStatus({ table, load }: World, index: number, status: Status): void {
  const { columns } = table;
  const before = columns.status[index] as Status;
  columns.status[index] = status;
  const node = columns.node[index] as number;
  if (before === Status.LOST) load.explained(node, -1);
  if (status === Status.LOST) load.explained(node, 1);
}
