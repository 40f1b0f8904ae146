import { expect, test } from "vitest";
import { resolveContexts } from "./kubeconfig.ts";
import { parseKubeconfig, readKubeconfigFile } from "./kubeconfig-file.ts";

const config = (file: string, text: string): ReturnType<typeof parseKubeconfig> => parseKubeconfig(file, text);

const ONE = `
current-context: dev
clusters: [{ name: c, cluster: { server: "https://one.example:6443/" } }]
users: [{ name: u, user: { token: secret-one, exec: { command: aws } } }]
contexts:
  - { name: dev, context: { cluster: c, user: u, namespace: models } }
  - { name: broken, context: { cluster: nowhere, user: u } }
`;
const TWO = `
current-context: other
clusters: [{ name: c, cluster: { server: "https://two.example" } }, { name: d, cluster: { server: "https://d.example" } }]
users: [{ name: u, user: { token: secret-two } }]
contexts:
  - { name: dev, context: { cluster: d, user: u } }
  - { name: other, context: { cluster: c } }
`;

test("files of a group are merged as kubectl does: the first entry of a name wins", () => {
  const { resolved, listing } = resolveContexts([[config("/1", ONE), config("/2", TWO)]]);
  expect(listing.contexts).toEqual([
    {
      name: "dev",
      file: "/1",
      cluster: "c",
      user: "u",
      namespace: "models",
      server: "https://one.example:6443",
      isCurrent: true,
      execPlugin: "aws",
    },
    {
      name: "other",
      file: "/2",
      cluster: "c",
      user: undefined,
      namespace: "default",
      server: "https://one.example:6443",
      isCurrent: false,
      execPlugin: undefined,
    },
  ]);
  expect(resolved.get("dev")?.user?.file).toBe("/1");
  expect(listing.files).toEqual(["/1", "/2"]);
});

test("a context that cannot be used is left out and says why", () => {
  const { listing } = resolveContexts([[config("/1", ONE)]]);
  expect(listing.problems).toEqual([
    { file: "/1", message: 'The context "broken" is left out: no file has the cluster "nowhere" that it names.' },
  ]);
});

test("files of different groups share no cluster and no user, so that no token goes to another's server", () => {
  const { resolved, listing } = resolveContexts([[config("/1", ONE)], [config("/2", TWO)]]);
  expect(resolved.get("other")?.context.server).toBe("https://two.example");
  expect(listing.problems.map(problem => problem.message)).toContain(
    'The context "dev" is left out: another file has one of this name.',
  );
  expect(listing.contexts.filter(context => context.isCurrent).map(context => context.name)).toEqual(["dev"]);
});

test("a broken file is a problem that quotes nothing of it", () => {
  const broken = config("/1", "users:\n  - name: u\n   user: { token: secret-one");
  expect(broken.contexts).toEqual([]);
  expect(broken.problems).toHaveLength(1);
  expect(JSON.stringify(broken.problems)).not.toContain("secret-one");
  expect(config("/1", "just a sentence").problems).toHaveLength(1);
  expect(config("/1", "").problems).toEqual([]);
});

test("a file that does not exist is no problem; one that cannot be read is", async () => {
  expect((await readKubeconfigFile("/nowhere/config")).problems).toEqual([]);
  expect((await readKubeconfigFile("/")).problems).toHaveLength(1);
});
