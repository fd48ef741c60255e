import type { Act } from '../stage.ts';
import type { OnBatteryStep } from './battery.ts';
import { onBattery } from './battery.ts';
import type { SetClockStep } from './clocks.ts';
import { setClock } from './clocks.ts';
import type { CutStep, FlapStep, RestoreStep } from './line.ts';
import { cut, flap, restore } from './line.ts';
import type { DailyStep, SayStep, ShiftStep } from './measure.ts';
import { daily, say, shift } from './measure.ts';
import type { AbsentStep, SwitchOffStep, SwitchOnStep } from './people.ts';
import { absent, switchOff, switchOn } from './people.ts';
import type { PlayStep } from './play.ts';
import { play } from './play.ts';
import type { PowerOffStep, PowerOnStep } from './power.ts';
import { powerOff, powerOn } from './power.ts';
import type { RebootStep } from './reboot.ts';
import { reboot } from './reboot.ts';
import type { BrokerRestartStep, StallStep } from './server-side.ts';
import { brokerRestart, stall } from './server-side.ts';
import type { TwinStep } from './twin.ts';
import { twin } from './twin.ts';

/** The vocabulary of scenarios: one more act is its file, its step here and its line below. */
export type Deed =
  | CutStep
  | RestoreStep
  | FlapStep
  | PowerOffStep
  | PowerOnStep
  | OnBatteryStep
  | SwitchOffStep
  | SwitchOnStep
  | AbsentStep
  | RebootStep
  | BrokerRestartStep
  | StallStep
  | SetClockStep
  | TwinStep
  | ShiftStep
  | DailyStep
  | SayStep
  | PlayStep;

export const ACTS: { [K in Deed['do']]: Act<Extract<Deed, { do: K }>> } = {
  cut,
  restore,
  flap,
  'power-off': powerOff,
  'power-on': powerOn,
  'on-battery': onBattery,
  'switch-off': switchOff,
  'switch-on': switchOn,
  absent,
  reboot,
  'broker-restart': brokerRestart,
  stall,
  'set-clock': setClock,
  twin,
  shift,
  daily,
  say,
  play,
};
