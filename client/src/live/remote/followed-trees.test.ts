import { expect, test } from "vitest";
import { FollowedTrees } from "./followed-trees.ts";

const KEY = "models/iris";

test("whoever waits for a tree is not left waiting when it is given back before it came, or the cluster is closed", async () => {
  const told: string[] = [];
  const trees = new FollowedTrees((kind, key) => told.push(`${kind} ${key}`));
  const released = trees.follow(KEY);
  const waiting = released.ready();
  released.dispose();
  await expect(waiting).resolves.toBeUndefined();
  const closed = trees.follow(KEY);
  trees.close();
  await expect(closed.ready()).resolves.toBeUndefined();
  expect(closed.judged).toBeUndefined();
  expect(told).toEqual([`follow ${KEY}`, `unfollow ${KEY}`, `follow ${KEY}`]);
});
