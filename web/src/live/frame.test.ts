import { describe, expect, it } from 'vitest';
import { MAX_WAITING, createFrameQueue } from './frame.ts';

function fakeFrames() {
  const pending = new Set<() => void>();
  return {
    next: (run: () => void) => {
      pending.add(run);
      return () => void pending.delete(run);
    },
    paint: () => {
      const due = [...pending];
      pending.clear();
      due.forEach((run) => run());
    },
    waiting: () => pending.size,
  };
}

describe('the frame queue', () => {
  it('hands over everything of a frame together, in order, and asks for one frame only', () => {
    const frames = fakeFrames();
    const batches: number[][] = [];
    const queue = createFrameQueue<number>((items) => batches.push([...items]), frames.next);
    [1, 2, 3].forEach(queue.push);
    expect(frames.waiting()).toBe(1);
    expect(batches).toEqual([]);
    frames.paint();
    expect(batches).toEqual([[1, 2, 3]]);
    queue.push(4);
    frames.paint();
    expect(batches).toEqual([[1, 2, 3], [4]]);
  });

  it('does not grow without bound where no frame is ever drawn, as in a hidden tab', () => {
    const batches: number[] = [];
    const queue = createFrameQueue<number>((items) => batches.push(items.length), fakeFrames().next);
    for (let i = 0; i < MAX_WAITING * 2 + 1; i++) queue.push(i);
    expect(batches).toEqual([MAX_WAITING, MAX_WAITING]);
  });

  it('says nothing more once it is stopped', () => {
    const frames = fakeFrames();
    const batches: number[] = [];
    const queue = createFrameQueue<number>((items) => batches.push(items.length), frames.next);
    queue.push(1);
    queue.stop();
    frames.paint();
    queue.flush();
    expect(batches).toEqual([]);
  });
});
