// Kubeconfig files.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadKubeconfig } from "./connection.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kubeconfig-"));
});
afterAll(() => rm(folder, { recursive: true }));

const config = `
current-context: here
clusters:
  - { name: local, cluster: { server: "https://127.0.0.1:1", certificate-authority-data: ${Buffer.from("authority").toString("base64")} } }
users:
  - { name: admin, user: { token: abc } }
  - { name: files, user: { client-certificate: cert.pem, client-key: key.pem } }
contexts:
  - { name: here, context: { cluster: local, user: admin } }
  - { name: there, context: { cluster: local, user: files } }
  - { name: broken, context: { cluster: none, user: admin } }
`;

describe("a kubeconfig", () => {
  it("gives the current context, or the one asked for with files beside it", async () => {
    const path = join(folder, "config");
    await writeFile(path, config);
    await writeFile(join(folder, "cert.pem"), "certificate");
    await writeFile(join(folder, "key.pem"), "key");
    const server = "https://127.0.0.1:1";
    expect(await loadKubeconfig(path)).toEqual({ server, certificateAuthority: "authority", token: "abc" });
    expect(await loadKubeconfig(path, "there")).toEqual({
      server,
      certificateAuthority: "authority",
      clientCertificate: "certificate",
      clientKey: "key",
    });
  });

  it("says what is missing", async () => {
    const path = join(folder, "broken");
    await writeFile(path, config);
    await expect(loadKubeconfig(path, "broken")).rejects.toThrow("no entry none under clusters");
    await expect(loadKubeconfig(path, "nowhere")).rejects.toThrow("no entry nowhere under contexts");
  });
});
