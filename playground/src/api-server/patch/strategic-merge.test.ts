// Strategic merge patches as kubectl apply, set and rollout send them.
import { expect, test } from "vitest";
import { builtinSchema } from "../schema/builtin-schemas.ts";
import { strategicPatched } from "./strategic-merge.ts";

const POD_SPEC = builtinSchema("V1PodSpec");
const live = {
  containers: [
    { name: "a", image: "1", env: [{ name: "X", value: "1" }] },
    { name: "b", image: "1" },
  ],
  volumes: [{ name: "v", emptyDir: {} }],
  nodeSelector: { disk: "ssd" },
};

test("merges containers and their variables by name", () => {
  const patch = { containers: [{ name: "a", image: "2", env: [{ name: "Y", value: "2" }] }] };
  expect(strategicPatched(POD_SPEC, live, patch)).toMatchObject({
    containers: [
      {
        name: "a",
        image: "2",
        env: [
          { name: "X", value: "1" },
          { name: "Y", value: "2" },
        ],
      },
      { name: "b", image: "1" },
    ],
  });
});

test("$patch: delete takes an item out, null a field", () => {
  const patch = {
    containers: [
      { $patch: "delete", name: "b" },
      { name: "a", env: null },
    ],
    nodeSelector: null,
  };
  const patched = strategicPatched(POD_SPEC, live, patch);
  expect(patched).toEqual({ containers: [{ name: "a", image: "1" }], volumes: [{ name: "v", emptyDir: {} }] });
});

test("$patch: replace puts a list or a map anew", () => {
  const patch = { containers: [{ $patch: "replace" }, { name: "c", image: "3" }] };
  expect(strategicPatched(POD_SPEC, live, patch)).toMatchObject({ containers: [{ name: "c", image: "3" }] });
});

test("$setElementOrder orders items", () => {
  const patch = {
    "$setElementOrder/containers": [{ name: "c" }, { name: "a" }, { name: "b" }],
    containers: [{ name: "c", image: "3" }],
  };
  expect(strategicPatched(POD_SPEC, live, patch)).toMatchObject({
    containers: [{ name: "c" }, { name: "a" }, { name: "b" }],
  });
});

test("$retainKeys drops the volume's old source", () => {
  const patch = { volumes: [{ $retainKeys: ["name", "secret"], name: "v", secret: { secretName: "s" } }] };
  expect(strategicPatched(POD_SPEC, live, patch)).toMatchObject({
    volumes: [{ name: "v", secret: { secretName: "s" } }],
  });
  expect(JSON.stringify(strategicPatched(POD_SPEC, live, patch))).not.toContain("emptyDir");
});

test("$deleteFromPrimitiveList takes values out of a set", () => {
  const meta = builtinSchema("V1ObjectMeta");
  const patch = { "$deleteFromPrimitiveList/finalizers": ["a"], finalizers: ["c"] };
  expect(strategicPatched(meta, { finalizers: ["a", "b"] }, patch)).toEqual({ finalizers: ["b", "c"] });
});

test("lists without a merge key are replaced", () => {
  expect(strategicPatched(builtinSchema("V1Container"), { args: ["a", "b"] }, { args: ["c"] })).toEqual({
    args: ["c"],
  });
});
