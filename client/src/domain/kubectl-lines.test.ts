// Lines that a shell reads as they were meant.
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import {
  deleteLine,
  deploymentLogsLine,
  describeLine,
  eventsLine,
  getLine,
  logsLine,
  portForwardLine,
  quoteForShell,
  restartLine,
  scaleLine,
} from "./kubectl-lines.ts";

const TARGET = { context: "kind-ml", namespace: "models" };

test("the commands", () => {
  const at = "kubectl --context kind-ml -n models";
  expect(getLine(TARGET, "sdep/iris")).toBe(`${at} get sdep/iris -o yaml`);
  expect(describeLine(TARGET, "pod/iris-1")).toBe(`${at} describe pod/iris-1`);
  expect(deleteLine(TARGET, "sdep/iris")).toBe(`${at} delete sdep/iris`);
  expect(restartLine(TARGET, "iris-default-0-c")).toBe(`${at} rollout restart deployment/iris-default-0-c`);
  expect(scaleLine(TARGET, "sdep/iris", 0)).toBe(`${at} scale sdep/iris --replicas=0`);
  expect(portForwardLine(TARGET, "svc/iris-default", 0, 8000)).toBe(`${at} port-forward svc/iris-default :8000`);
  expect(portForwardLine(TARGET, "svc/iris-default", 8003, 8000)).toBe(`${at} port-forward svc/iris-default 8003:8000`);
  expect(deploymentLogsLine(TARGET, "iris")).toBe(
    `${at} logs -l seldon-deployment-id=iris --all-containers --prefix -f`,
  );
  expect(eventsLine(TARGET, "Pod", "iris-1")).toContain(
    "--field-selector=involvedObject.kind=Pod,involvedObject.name=iris-1",
  );
});

test("logs with their options", () => {
  expect(logsLine({}, "iris-1")).toBe("kubectl logs iris-1");
  expect(
    logsLine(TARGET, "iris-1", {
      container: "classifier",
      isPrevious: true,
      hasTimestamps: true,
      since: "10m",
      tail: 100,
    }),
  ).toBe(
    "kubectl --context kind-ml -n models logs iris-1 -c classifier --previous --timestamps --since=10m --tail=100",
  );
});

test.each([
  "plain",
  "",
  "two words",
  "it's",
  '"quoted"',
  "$(touch x)",
  "`x`",
  "a;b",
  "back\\slash",
  "new\nline",
  "~",
  "#c",
  "ä",
  "*",
])("a shell reads %j back unchanged", word => {
  expect(execFileSync("sh", ["-c", `printf %s ${quoteForShell(word)}`], { encoding: "utf8" })).toBe(word);
});

test("a context's name cannot smuggle a command in", () => {
  expect(getLine({ context: "prod; rm -rf ~" }, "sdep/iris")).toBe(
    "kubectl --context 'prod; rm -rf ~' get sdep/iris -o yaml",
  );
});
