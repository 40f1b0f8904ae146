import { expect, test } from "vitest";
import type { FollowedPod } from "./followed-pods.ts";
import { succession } from "./succession.ts";

const pod = (name: string, owner = "iris", created = "2026-11-21T12:00:00Z"): FollowedPod => ({
  namespace: "scoring",
  name,
  uid: `uid-${name}`,
  owner,
  created,
  isReady: true,
  containers: [],
});

const ofPod = { kind: "pod", context: "c", namespace: "scoring", deployment: "iris", parent: "", pod: "a" } as const;

test("of a deployment all pods count", () => {
  const succeeds = succession({ kind: "deployment", context: "c", namespace: "scoring", name: "iris" });
  expect(succeeds([pod("a"), pod("b", "other")])).toHaveLength(2);
});

test("a pod's log stays with it, and goes on with the youngest pod of the same Deployment", () => {
  const succeeds = succession(ofPod);
  const names = (...pods: FollowedPod[]): string[] => succeeds(pods).map(({ name }) => name);
  expect(names(pod("a"), pod("b", "iris", "2026-11-21T12:01:00Z"))).toEqual(["a"]);
  const rest = [pod("b", "iris", "2026-11-21T12:01:00Z"), pod("c", "iris", "2026-11-21T12:02:00Z"), pod("d", "other")];
  expect(names(...rest)).toEqual(["c"]);
  expect(names(...rest, pod("e", "iris", "2026-11-21T12:03:00Z"))).toEqual(["c"]);
  expect(names()).toEqual([]);
  expect(names(pod("f", "iris", "2026-11-21T12:04:00Z"))).toEqual(["f"]);
});
