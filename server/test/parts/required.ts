import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What the real tests need of the machine, the programs that do, and the Debian package that has it. */
const PROGRAMS = {
  mosquitto: { names: ['mosquitto'], package: 'mosquitto' },
  influxd: { names: ['influxd'], package: 'influxdb' },
  openssl: { names: ['openssl'], package: 'openssl' },
  chromium: { names: ['chromium', 'chromium-browser', 'google-chrome'], package: 'chromium' },
} as const;

export type Program = keyof typeof PROGRAMS;

export interface MissingPart {
  name: string;
  package: string;
}

/** Servers are not on the search path of everybody. */
const MORE_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin', '/opt/homebrew/bin'];

const FONT_FOLDERS = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  join(homedir(), '.local/share/fonts'),
  '/System/Library/Fonts',
];
const CHINESE_FONT = /cjk|sourcehan|wqy|pingfang|noto(sans|serif)sc|msyh/i;
const FONT: MissingPart = { name: 'a Chinese font', package: 'fonts-noto-cjk' };

export function missingParts(): MissingPart[] {
  const programs = (Object.keys(PROGRAMS) as Program[])
    .filter((name) => findProgram(name) === undefined)
    .map((name) => ({ name, package: PROGRAMS[name].package }));
  return hasChineseFont() ? programs : [...programs, FONT];
}

/** The path of a program; throws where there is none. */
export function pathOf(name: Program): string {
  const path = findProgram(name);
  if (path === undefined) throw new Error(`${name} is not installed (Debian: ${PROGRAMS[name].package})`);
  return path;
}

function findProgram(name: Program): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean), ...MORE_FOLDERS];
  return PROGRAMS[name].names.flatMap((each) => folders.map((folder) => join(folder, each))).find(existsSync);
}

function hasChineseFont(): boolean {
  return FONT_FOLDERS.filter(existsSync).some((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((file) => CHINESE_FONT.test(file)),
  );
}
