// Getting to a cluster and being known there: credentials, proxies, certificates, and everything that fails on the way.
import { expect, test } from "vitest";
import { CONFIG_MAP, configMap, conformance, entriesOf } from "./support/cluster.ts";
import { startConnectProxy, startSocksProxy } from "./support/forward-proxies.ts";
import { execPlugin } from "./support/exec-plugin.ts";
import { eventually } from "./support/eventually.ts";

conformance("Connections", cluster => {
  const token = (): string => entriesOf(cluster.target.admin).token;

  test("a refused token is got anew once, by requests, watches and others at the same time", async () => {
    const plugin = execPlugin(["bad", token()]);
    const session = await cluster.connect({ kubeconfig: cluster.kubeconfig({ user: { exec: plugin.exec } }) });
    const collection = session.watchCollection(CONFIG_MAP, { namespace: "default" });
    await Promise.all([
      session.serverVersion(),
      session.list(CONFIG_MAP, { namespace: "default" }),
      collection.ready(),
    ]);
    await session.create(CONFIG_MAP, configMap("default", "a"), { isDryRun: true });
    expect(plugin.runs()).toHaveLength(2);
  });

  test("a token that is refused again and again is an error, not a loop", async () => {
    const plugin = execPlugin(["bad"]);
    const session = await cluster.connect({ kubeconfig: cluster.kubeconfig({ user: { exec: plugin.exec } }) });
    const answer = session.list(CONFIG_MAP, { namespace: "default" });
    await expect(answer).rejects.toMatchObject({ reason: "unauthorized", status: { code: 401 } });
    await expect(answer).rejects.toThrow(/does not accept the credential.*Log in again/u);
    expect(plugin.runs()).toHaveLength(2);
  });

  test("a token is got before it expires, and kept until then", async () => {
    // Ten seconds before that it counts as expired; the thread and the plugin take some of the others to begin.
    const soon = new Date(Date.now() + 18_000).toISOString();
    const plugin = execPlugin([token()], { expirationTimestamp: soon });
    const session = await cluster.connect({ kubeconfig: cluster.kubeconfig({ user: { exec: plugin.exec } }) });
    await session.serverVersion();
    await session.serverVersion();
    expect(plugin.runs()).toHaveLength(1);
    await new Promise(resolve => setTimeout(resolve, 8_500));
    await session.serverVersion();
    expect(plugin.runs()).toHaveLength(2);
  });

  test("a credential plugin is told of the cluster", async () => {
    const plugin = execPlugin([token()]);
    const session = await cluster.connect({ kubeconfig: cluster.kubeconfig({ user: { exec: plugin.exec } }) });
    await session.serverVersion();
    expect(plugin.runs()).toMatchObject([
      {
        kind: "ExecCredential",
        apiVersion: "client.authentication.k8s.io/v1",
        spec: {
          interactive: false,
          cluster: {
            server: entriesOf(cluster.target.admin).server,
            "certificate-authority-data": Buffer.from(entriesOf(cluster.target.admin).authority).toString("base64"),
          },
        },
      },
    ]);
  });

  test("a missing plugin is named, with the hint how to install it", async () => {
    const exec = {
      apiVersion: "client.authentication.k8s.io/v1",
      command: "no-such-plugin",
      installHint: "Install it with: brew install no-such-plugin",
    };
    const session = await cluster.connect({ kubeconfig: cluster.kubeconfig({ user: { exec } }) });
    const answer = session.serverVersion();
    await expect(answer).rejects.toMatchObject({ reason: "unauthorized" });
    await expect(answer).rejects.toThrow(
      /"no-such-plugin".* is not installed\. Install it with: brew install no-such-plugin/u,
    );
  });

  test("a failing plugin's words are told, but no token in them; the next attempt may work", async () => {
    const plugin = execPlugin(["fail", token()]);
    const session = await cluster.connect({ kubeconfig: cluster.kubeconfig({ user: { exec: plugin.exec } }) });
    const answer = session.serverVersion();
    await expect(answer).rejects.toMatchObject({ reason: "unauthorized" });
    await expect(answer).rejects.toThrow(/You must be logged in, token … Run ".*plugin" in a terminal/u);
    expect((await session.serverVersion()).major).toBe(1);
  });

  test("without trust neither the file is used nor its program run", async () => {
    const plugin = execPlugin([token()]);
    const kubeconfig = cluster.kubeconfig({ user: { exec: plugin.exec } });
    const { relay } = await cluster.relay();
    const asked: string[] = [];
    for (const kind of ["kubeconfig", "exec-plugin"]) {
      const session = await cluster.connect({
        kubeconfig,
        options: { isTrusted: request => (asked.push(request.kind), Promise.resolve(request.kind !== kind)) },
      });
      await expect(session.serverVersion()).rejects.toMatchObject({ reason: "cancelled" });
    }
    expect(asked).toEqual(["kubeconfig", "kubeconfig", "exec-plugin"]);
    expect(plugin.runs()).toEqual([]);
    expect(relay.requests).toEqual([]);
  });

  test("a proxy named in the kubeconfig is used, for requests and for watches", async () => {
    const proxy = await startConnectProxy();
    const session = await cluster.connect({ kubeconfig: cluster.kubeconfig({ cluster: { "proxy-url": proxy.url } }) });
    await session.serverVersion();
    const collection = session.watchCollection(CONFIG_MAP, { namespace: "default" });
    await collection.ready();
    expect(proxy.tunnels.length).toBeGreaterThanOrEqual(2);
    expect(new Set(proxy.tunnels)).toEqual(new Set([new URL(entriesOf(cluster.target.admin).server).host]));
  });

  test("so is a SOCKS proxy", async () => {
    const proxy = await startSocksProxy();
    const session = await cluster.connect({ kubeconfig: cluster.kubeconfig({ cluster: { "proxy-url": proxy.url } }) });
    await session.serverVersion();
    expect(proxy.tunnels).toEqual([new URL(entriesOf(cluster.target.admin).server).host]);
  });

  test("a proxy that is not there is unreachable", async () => {
    const session = await cluster.connect({
      kubeconfig: cluster.kubeconfig({ cluster: { "proxy-url": "http://127.0.0.1:9" } }),
    });
    await expect(session.serverVersion()).rejects.toMatchObject({ reason: "unreachable" });
  });

  test("plain HTTP works, and keeps connections", async () => {
    const { kubeconfig } = await cluster.relay();
    const session = await cluster.connect({ kubeconfig });
    expect((await session.serverVersion()).major).toBe(1);
    const wired = await cluster.wire();
    const secure = await cluster.connect({ kubeconfig: wired.kubeconfig });
    for (let count = 0; count < 5; count += 1) await secure.serverVersion();
    expect(wired.proxy.connections()).toBe(1);
  });

  test("a certificate that is not trusted, or for another name, is said to be the reason", async () => {
    const untrusted = await cluster.connect({
      kubeconfig: cluster.kubeconfig({ cluster: { "certificate-authority-data": undefined } }),
    });
    await expect(untrusted.serverVersion()).rejects.toMatchObject({ reason: "unreachable" });
    await expect(untrusted.serverVersion()).rejects.toThrow(/certificate is not trusted.*certificate-authority/u);
    const misnamed = await cluster.connect({
      kubeconfig: cluster.kubeconfig({ cluster: { "tls-server-name": "elsewhere.example" } }),
    });
    await expect(misnamed.serverVersion()).rejects.toThrow(/certificate is for another host name/u);
    const named = await cluster.connect({
      kubeconfig: cluster.kubeconfig({ cluster: { "tls-server-name": "localhost" } }),
    });
    expect((await named.serverVersion()).major).toBe(1);
    const insecure = { "certificate-authority-data": undefined, "insecure-skip-tls-verify": true };
    const unverified = await cluster.connect({ kubeconfig: cluster.kubeconfig({ cluster: insecure }) });
    expect((await unverified.serverVersion()).major).toBe(1);
  });

  test("a server that is not there, and one that says nothing", async () => {
    const { proxy, kubeconfig } = await cluster.wire();
    const session = await cluster.connect({ kubeconfig, timing: { connect: 300, request: 300 } });
    await session.serverVersion();
    proxy.freeze();
    await expect(session.serverVersion()).rejects.toMatchObject({ reason: "timeout" });
    await proxy.refuse();
    await expect(session.serverVersion()).rejects.toMatchObject({ reason: "unreachable" });
    await expect(session.serverVersion()).rejects.toThrow(/nothing listens there/u);
    await proxy.restore();
    expect((await session.serverVersion()).major).toBe(1);
  });

  test("a kept connection that was closed meanwhile costs nothing", async () => {
    const { proxy, kubeconfig } = await cluster.wire();
    const session = await cluster.connect({ kubeconfig });
    for (let count = 0; count < 10; count += 1) {
      await session.serverVersion();
      proxy.cut();
    }
    expect((await session.serverVersion()).major).toBe(1);
  });

  test("a busy server is asked again when it says so", async () => {
    const { relay, kubeconfig } = await cluster.relay();
    const session = await cluster.connect({ kubeconfig });
    let busy = 2;
    relay.intercept(() =>
      busy-- > 0 ? { status: 429, headers: { "retry-after": "0" }, body: "Too many requests" } : undefined,
    );
    expect((await session.serverVersion()).major).toBe(1);
    expect(relay.requests).toHaveLength(3);
    relay.intercept(() => ({ status: 503, body: "upstream connect error" }));
    await expect(session.serverVersion()).rejects.toMatchObject({
      reason: "unreachable",
      status: { message: "upstream connect error" },
    });
    relay.intercept(() => ({
      status: 200,
      headers: { "content-type": "text/html" },
      body: "<html>Log in to the hotel's network</html>",
    }));
    await expect(session.serverVersion()).rejects.toMatchObject({ reason: "bad-response" });
    await expect(session.list(CONFIG_MAP)).rejects.toMatchObject({ reason: "bad-response" });
    relay.intercept(() => ({
      status: 500,
      body: JSON.stringify({ kind: "Status", code: 500, reason: "InternalError", message: "etcd is not there" }),
    }));
    await expect(session.list(CONFIG_MAP)).rejects.toMatchObject({
      reason: "bad-response",
      status: { reason: "InternalError" },
    });
  });

  test("a write whose answer was cut off is said to be unknown, and is not sent twice", async () => {
    const namespace = await cluster.namespace();
    const { relay, kubeconfig } = await cluster.relay();
    const session = await cluster.connect({ kubeconfig });
    relay.intercept(({ method }) => (method === "POST" ? "cut-after" : undefined));
    await expect(session.create(CONFIG_MAP, configMap(namespace, "a"))).rejects.toMatchObject({
      reason: "unreachable",
      isOutcomeUnknown: true,
    });
    expect(relay.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
    relay.intercept(undefined);
    await expect(session.get({ type: CONFIG_MAP, namespace, name: "a" })).resolves.toBeDefined();
    const { proxy, kubeconfig: wired } = await cluster.wire();
    await proxy.refuse();
    const away = await cluster.connect({ kubeconfig: wired });
    await expect(away.create(CONFIG_MAP, configMap(namespace, "b"))).rejects.toMatchObject({
      reason: "unreachable",
      isOutcomeUnknown: false,
    });
  });

  test("everything can be cancelled", async () => {
    const { relay, kubeconfig } = await cluster.relay();
    const session = await cluster.connect({ kubeconfig });
    await session.serverVersion();
    relay.intercept(() => "silence");
    const abort = new AbortController();
    const { signal } = abort;
    const ref = { type: CONFIG_MAP, namespace: "default", name: "a" };
    const calls = [
      session.get(ref, { signal }),
      session.list(CONFIG_MAP, { signal }),
      session.serverVersion({ signal }),
      session.mayI({ verb: "get", group: "", resource: "pods" }, { signal }),
      session.create(CONFIG_MAP, configMap("default", "a"), { signal }),
      session.jsonPatch(ref, [], { signal }),
      session.delete(ref, { signal }),
      session.proxyGet({ kind: "pod", namespace: "default", name: "a", port: 80 }, "/", { signal }),
    ];
    const before = relay.requests.length;
    await eventually(() => relay.requests.length >= before + calls.length - 1 || relay.requests.length >= calls.length);
    abort.abort();
    for (const result of await Promise.allSettled(calls))
      expect(result).toMatchObject({ status: "rejected", reason: { reason: "cancelled" } });
    await expect(session.serverVersion({ signal })).rejects.toMatchObject({ reason: "cancelled" });
  });

  test("acting as somebody else is asked for as the kubeconfig says", async () => {
    const { relay } = await cluster.relay();
    const server = { server: relay.url, "certificate-authority-data": undefined };
    const user = {
      token: token(),
      as: "ada",
      "as-groups": ["system:masters", "developers"],
      "as-user-extra": { scopes: ["view", "develop"] },
    };
    const session = await cluster.connect({ kubeconfig: cluster.kubeconfig({ cluster: server, user }) });
    await session.list(CONFIG_MAP, { namespace: "default" });
    expect(relay.requests[0]?.headers).toMatchObject({
      "impersonate-user": "ada",
      "impersonate-group": "system:masters, developers",
      "impersonate-extra-scopes": "view, develop",
    });
  });
});
