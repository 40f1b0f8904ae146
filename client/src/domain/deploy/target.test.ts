import { expect, test } from "vitest";
import { deployPermission, type DeployChange, type WriteGuards } from "./target.ts";

const TARGET = { context: "gke-prod", namespace: "team-a" };
const OPEN: WriteGuards = { isTrusted: true, isReadOnly: false, isProtected: false };
const CHANGED: DeployChange = { kind: "SeldonDeployment", name: "iris", effect: "change", differences: 2 };
const NEW: DeployChange = { kind: "Secret", name: "s", effect: "create", differences: 0 };
const SAME: DeployChange = { ...CHANGED, effect: "none", differences: 0 };

test("the question names what, how much and where", () => {
  expect(deployPermission(TARGET, [CHANGED], OPEN, 1)).toEqual({
    kind: "ask",
    consent: {
      text: "Deploy SeldonDeployment iris to team-a in gke-prod?",
      detail: "SeldonDeployment iris: 2 values change\n1 warning stands on the manifest.",
      yes: "Deploy",
      typed: undefined,
    },
  });
});

test("several objects are counted, and all are listed", () => {
  expect(deployPermission(TARGET, [NEW, CHANGED, SAME], OPEN, 0)).toMatchObject({
    consent: {
      text: "Deploy 2 objects to team-a in gke-prod?",
      detail: "Secret s: new\nSeldonDeployment iris: 2 values change\nSeldonDeployment iris: unchanged",
    },
  });
});

test("in a protected context its name has to be typed", () => {
  expect(deployPermission(TARGET, [CHANGED], { ...OPEN, isProtected: true }, 0)).toMatchObject({
    consent: { typed: "gke-prod" },
  });
});

test.each<[string, Partial<WriteGuards>]>([
  ["restricted-mode", { isTrusted: false, isReadOnly: true }],
  ["read-only", { isReadOnly: true }],
])("%s refuses", (by, guards) => {
  expect(deployPermission(TARGET, [CHANGED], { ...OPEN, ...guards }, 0)).toEqual({ kind: "refused", by });
});

test("nothing is asked where nothing changes", () => {
  expect(deployPermission(TARGET, [SAME], OPEN, 3)).toEqual({
    kind: "nothing-to-do",
    text: "SeldonDeployment iris is already as the manifest says in team-a in gke-prod. Nothing was changed.",
  });
});
