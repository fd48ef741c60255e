import type { ProgramEnd } from './host.ts';

const MAX_WORDS = 160;

/** Says in words why a program gave no result. */
export function programFault(command: string, end: ProgramEnd): string {
  switch (end.end) {
    case 'exit':
      return `${command} ended with ${end.code}${remark(end.stderr)}`;
    case 'not_started':
      return end.code === 'ENOENT' ? `${command} is not installed` : `${command} cannot be run: ${end.code}`;
    case 'timeout':
      return `${command} did not end in time and was killed`;
    case 'too_much_output':
      return `${command} wrote too much and was killed`;
    case 'aborted':
      return `${command} was stopped`;
    case 'killed':
      return `${command} was ended by ${end.signal}`;
    case 'stuck':
      return `${command} still hangs from the last time`;
  }
}

export function isMissing(end: ProgramEnd): boolean {
  return end.end === 'not_started' && end.code === 'ENOENT';
}

function remark(stderr: string): string {
  const line = stderr.split('\n').find((each) => each.trim() !== '');
  return line === undefined ? '' : `: ${line.trim().slice(0, MAX_WORDS)}`;
}
