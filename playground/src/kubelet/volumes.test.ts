// Volumes of pods: what is in them, who sees what, and why one cannot be mounted.
import { expect, test } from "vitest";
import type { Pod, Volume } from "../kubernetes/pod-types.ts";
import type { KeyReader } from "./environment.ts";
import { createContainerFiles, mountVolumes, refreshDownwardVolumes, type VolumeFiles } from "./volumes.ts";

const readKeys: KeyReader = (_kind, name) =>
  Promise.resolve(
    name === "config"
      ? new Map([
          ["rclone.conf", "[minio]"],
          ["other", "x"],
        ])
      : undefined,
  );

function podWith(...volumes: Volume[]): Pod {
  const metadata = { name: "p", namespace: "ns", annotations: { a: "1" } };
  return { apiVersion: "v1", kind: "Pod", metadata, spec: { containers: [], volumes } };
}

test("an emptyDir is shared between containers; a container's own files are not", async () => {
  const volumes = await mountVolumes(podWith({ name: "models", emptyDir: {} }), readKeys, new Map());
  const mount = { name: "models", mountPath: "/mnt/models" };
  const initializer = createContainerFiles({ name: "i", volumeMounts: [mount] }, volumes);
  const server = createContainerFiles(
    { name: "s", volumeMounts: [{ ...mount, mountPath: "/mnt/models/", readOnly: true }] },
    volumes,
  );
  initializer.write("/mnt/models/deep/MLmodel", "flavors");
  initializer.write("/tmp/x", "mine");
  expect(server.read("/mnt/models/deep/MLmodel")).toBe("flavors");
  expect(server.list("/mnt/models")).toEqual(["/mnt/models/deep/MLmodel"]);
  expect(server.read("/tmp/x")).toBeUndefined();
  expect(initializer.list("/")).toEqual(["/mnt/models/deep/MLmodel", "/tmp/x"]);
  expect([server.isMounted("/mnt/models/deep"), server.isMounted("/mnt"), server.isMounted("/mnt/models2")]).toEqual([
    true,
    false,
    false,
  ]);
  expect(() => server.write("/mnt/models/x", "")).toThrow(expect.objectContaining({ code: "EROFS" }));
});

test("a ConfigMap is a folder of its keys; subPath mounts one of them as a file", async () => {
  const volumes = await mountVolumes(podWith({ name: "c", configMap: { name: "config" } }), readKeys, new Map());
  const path = "/root/.config/rclone/rclone.conf";
  const files = createContainerFiles(
    {
      name: "i",
      volumeMounts: [
        { name: "c", mountPath: path, subPath: "rclone.conf" },
        { name: "c", mountPath: "/all" },
      ],
    },
    volumes,
  );
  expect(files.read(path)).toBe("[minio]");
  expect(files.list("/root")).toEqual([path]);
  expect(files.list("/all")).toEqual(["/all/other", "/all/rclone.conf"]);
});

test("items choose and rename keys", async () => {
  const configMap = { name: "config", items: [{ key: "other", path: "sub/renamed" }] };
  const volumes = await mountVolumes(podWith({ name: "c", configMap }), readKeys, new Map());
  expect([...(volumes.get("c") ?? [])]).toEqual([["sub/renamed", "x"]]);
});

test.each<[Volume, string]>([
  [{ name: "v", secret: { secretName: "gone" } }, 'secret "gone" not found'],
  [{ name: "v", configMap: { name: "gone" } }, 'configmap "gone" not found'],
  [
    { name: "v", configMap: { name: "config", items: [{ key: "k", path: "k" }] } },
    "references non-existent config key: k",
  ],
])("%j cannot be mounted", async (volume, message) => {
  await expect(mountVolumes(podWith(volume), readKeys, new Map())).rejects.toMatchObject({ volume: "v", message });
});

test("an optional Secret that is missing is an empty folder", async () => {
  const volumes = await mountVolumes(
    podWith({ name: "v", secret: { secretName: "gone", optional: true } }),
    readKeys,
    new Map(),
  );
  expect(volumes.get("v")?.size).toBe(0);
});

test("podinfo follows the pod's annotations (seldon-facts: /etc/podinfo/annotations)", async () => {
  const downwardAPI = { items: [{ path: "annotations", fieldRef: { fieldPath: "metadata.annotations" } }] };
  const pod = podWith({ name: "seldon-podinfo", downwardAPI });
  const volumes = await mountVolumes(pod, readKeys, new Map());
  const files = createContainerFiles(
    { name: "c", volumeMounts: [{ name: "seldon-podinfo", mountPath: "/etc/podinfo" }] },
    volumes,
  );
  expect(files.read("/etc/podinfo/annotations")).toBe('a="1"');
  refreshDownwardVolumes({ ...pod, metadata: { ...pod.metadata, annotations: { a: "2" } } }, volumes);
  expect(files.read("/etc/podinfo/annotations")).toBe('a="2"');
});

test("what a claim holds outlives the pod", async () => {
  const claims = new Map<string, VolumeFiles>();
  const pod = podWith({ name: "v", persistentVolumeClaim: { claimName: "models" } });
  (await mountVolumes(pod, readKeys, claims)).get("v")?.set("m", "1");
  expect((await mountVolumes(pod, readKeys, claims)).get("v")?.get("m")).toBe("1");
});
