// The matrix of failure-modes §0.2, row by row where releases differ.
import { expect, test } from "vitest";
import { releaseOf, supportedVersion } from "./releases.ts";

test.each([
  ["1.15", "1.59.1", "1.2.0", "<1.24", "v2beta1", false],
  ["1.16.0", "1.59.1", "1.3.0", "<=2.2.2", "v2", true],
  ["1.17.1", "1.59.1", "1.3.5", "<=2.5.0", "v2", true],
  ["1.18.2", "1.64.2", "1.3.5", ">=2.9.2,<3", "v2", true],
])("release %s", (version, rclone, mlserver, mlflow, autoscalingApi, readsEnvMapping) => {
  const { release } = releaseOf(version);
  expect(release).toMatchObject({ rclone, mlserver, autoscalingApi, mlflowServer: { mlflow, readsEnvMapping } });
});

test("versions out of the supported range count as the nearest in it", () => {
  expect(releaseOf("1.7.0").minor).toBe("1.15");
  expect(releaseOf("1.19.0").minor).toBe("1.18");
  expect(releaseOf("latest").minor).toBe("1.17");
  expect(supportedVersion("1.19.0")).toBeUndefined();
  expect(supportedVersion("v1.16.0")).toBe("1.16.0");
});
