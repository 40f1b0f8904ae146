// A sender that has so many requests on their way at most, however many tests use it.
import type { Sender } from "../../live/predict/index.ts";

export function limitedSender(sender: Sender, most: number): Sender {
  let free = most;
  const waiting: (() => void)[] = [];
  const enter = async (): Promise<void> => {
    if (free > 0) free--;
    else await new Promise<void>(resolve => waiting.push(resolve));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };
  return {
    ...sender,
    async send(request, options) {
      await enter();
      try {
        return await sender.send(request, options);
      } finally {
        leave();
      }
    },
  };
}
