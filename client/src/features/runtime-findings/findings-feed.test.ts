import { expect, test } from "vitest";
import type { RuntimeFindingsParams } from "../../../../schemas/src/index.ts";
import {
  CREATED,
  ended,
  sampleDeployment,
  samplePod,
  sampleReplicaSet,
  sampleWorkload,
} from "../../domain/health/sample-cluster.ts";
import { health, relate } from "../../domain/index.ts";
import { summaryOf, type DeploymentSummary } from "../../live/index.ts";
import { FindingsFeed, type FailureSource } from "./findings-feed.ts";

const INIT = "classifier-model-initializer";
const REMOTE_NOT_DEFINED = 'Failed to create file system for "s3://models/iris": didn\'t find section in config file';

/** A deployment whose initializer fails, or one that has not started. */
function judged(isFailing: boolean): DeploymentSummary {
  const workload = sampleWorkload();
  const set = sampleReplicaSet(workload, 1, 0);
  const pods = [samplePod(set, isFailing ? { [INIT]: ended(1) } : {})];
  const [tree] = relate({ seldonDeployments: [sampleDeployment()], deployments: [workload], replicaSets: [set], pods });
  if (!tree) throw new Error("No tree.");
  const infos = health(tree, { now: CREATED, lastLines: () => [REMOTE_NOT_DEFINED] });
  return summaryOf({ key: "models/iris", tree, infos });
}

interface Cluster {
  readonly feed: FindingsFeed;
  readonly sent: RuntimeFindingsParams[];
  deployments: readonly DeploymentSummary[];
  isWatched: boolean;
}

function cluster(...deployments: readonly DeploymentSummary[]): Cluster {
  const source: FailureSource = {
    namespaces: ["models"],
    deployments: () => here.deployments,
    deployment: key => here.deployments.find(deployment => deployment.key === key),
  };
  const sent: RuntimeFindingsParams[] = [];
  const feed = new FindingsFeed({
    source: () => (here.isWatched ? source : undefined),
    send: params => {
      sent.push(params);
      return Promise.resolve();
    },
  });
  const here: Cluster = { feed, sent, deployments, isWatched: true };
  return here;
}

function counts({ sent }: Cluster): number[] {
  return sent.map(({ failures }) => failures.length);
}

test("tells a failure once, and that it is gone", async () => {
  const here = cluster(judged(true));
  here.feed.changed("staging", undefined);
  await here.feed.flush();
  here.feed.changed("staging", undefined);
  await here.feed.flush();
  expect(here.sent).toMatchObject([{ context: "staging", failures: [{ name: "iris", cluster: "staging" }] }]);
  here.deployments = [judged(false)];
  here.feed.changed("staging", new Set(["models/iris"]));
  await here.feed.flush();
  expect(counts(here)).toEqual([1, 0]);
});

test("tells nothing of a healthy cluster", async () => {
  const here = cluster(judged(false));
  here.feed.changed("staging", undefined);
  await here.feed.flush();
  expect(here.sent).toEqual([]);
});

test("looks only at deployments that may have changed, once all are known", async () => {
  const here = cluster(judged(true));
  here.feed.changed("staging", new Set(["models/other"]));
  await here.feed.flush();
  here.deployments = [];
  here.feed.changed("staging", new Set(["models/other"]));
  await here.feed.flush();
  expect(counts(here)).toEqual([1]);
  here.feed.changed("staging", new Set(["models/iris"]));
  here.feed.changed("staging", new Set(["models/other"]));
  await here.feed.flush();
  expect(counts(here)).toEqual([1, 0]);
});

test("a change of everything is not made smaller by one of a single deployment", async () => {
  const here = cluster(judged(true));
  here.feed.changed("staging", undefined);
  await here.feed.flush();
  here.deployments = [];
  here.feed.changed("staging", undefined);
  here.feed.changed("staging", new Set(["models/other"]));
  await here.feed.flush();
  expect(counts(here)).toEqual([1, 0]);
});

test("a cluster that is no longer watched shows nothing", async () => {
  const here = cluster(judged(true));
  here.feed.changed("staging", undefined);
  await here.feed.flush();
  here.isWatched = false;
  here.feed.changed("staging", undefined);
  await here.feed.flush();
  expect(counts(here)).toEqual([1, 0]);
});

test("a server that begins anew is told again", async () => {
  const here = cluster(judged(true));
  here.feed.changed("staging", undefined);
  await here.feed.flush();
  here.feed.forgetTold();
  here.feed.changed("staging", undefined);
  await here.feed.flush();
  expect(counts(here)).toEqual([1, 1]);
});
