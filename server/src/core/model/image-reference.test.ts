// Image references as the container runtime splits them.
import { describe, expect, test } from "vitest";
import { parseImageReference } from "./image-reference.ts";

describe("parseImageReference", () => {
  test.each([
    ["seldonio/mlflowserver:1.17.1", undefined, "seldonio/mlflowserver", "1.17.1", undefined],
    ["docker.io/seldonio/mlflowserver:1.17.1", undefined, "seldonio/mlflowserver", "1.17.1", undefined],
    ["python", undefined, "python", undefined, undefined],
    ["registry.example.com:5000/team/model", "registry.example.com:5000", "team/model", undefined, undefined],
    ["localhost/model:dev", "localhost", "model", "dev", undefined],
    ["kind-registry:5000/model:1", "kind-registry:5000", "model", "1", undefined],
    ["acme/model@sha256:0123abcd", undefined, "acme/model", undefined, "sha256:0123abcd"],
    ["acme/model:2@sha256:0123abcd", undefined, "acme/model", "2", "sha256:0123abcd"],
  ])("%s", (text, registry, repository, tag, digest) => {
    expect(parseImageReference(text)).toMatchObject({ registry, repository, tag, digest });
  });

  test("keeps the name as written", () => {
    expect(parseImageReference("docker.io/seldonio/sklearnserver:latest")?.name).toBe(
      "docker.io/seldonio/sklearnserver",
    );
  });

  test.each(["", "{{ image }}", "$(IMAGE)", "acme/model:${TAG}", "a b", "docker.io/"])("%j is none", text => {
    expect(parseImageReference(text)).toBeUndefined();
  });
});
