// What rows, badges, lenses and lists say of a deployment, as plain data: a hundredth of its tree.
import { createHash } from "node:crypto";
import {
  causesSeen,
  newestFailure,
  traffic,
  type Cause,
  type Info,
  type Metadata,
  type PredictorNode,
  type SignatureMatch,
} from "../domain/index.ts";
import type { JudgedDeployment } from "./watched-cluster.ts";

export interface DeploymentSummary {
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  /** Of the SeldonDeployment: which one it is, and in which version. */
  readonly metadata: Pick<Metadata, "name" | "uid" | "generation" | "labels" | "creationTimestamp">;
  /** As the manifest says it. */
  readonly protocol?: string | undefined;
  readonly predictors: readonly PredictorSummary[];
  readonly hasRoutes: boolean;
  readonly info: SummaryInfo;
  /** What its tree shows by itself that explains a failure. */
  readonly causes: readonly Cause[];
  /** Why the newest revision does not come up, where something of it has failed. */
  readonly failure?: string | undefined;
  /** Changes when the manifest, the pods, or what they are at do: then a diagnosis is of something that is over. */
  readonly mark: string;
}

export interface PredictorSummary {
  readonly name: string;
  /** Percent that the ingress gives at the moment; undefined where no route is known. */
  readonly routed?: number | undefined;
  /** Names of its pods. */
  readonly pods: readonly string[];
}

/** Of what explains it, only the words. */
export interface SummaryInfo extends Omit<Info, "match"> {
  readonly match?: Pick<SignatureMatch, "title" | "meaning" | "remedy"> | undefined;
}

export function summaryOf(judged: JudgedDeployment): DeploymentSummary {
  const { key, tree, infos } = judged;
  const { metadata, spec } = tree.object;
  const { namespace = "", name } = metadata;
  const shares = new Map(traffic(tree).map(({ predictor, routed }) => [predictor, routed]));
  return {
    ...{ key, namespace, name, metadata: versionOf(metadata) },
    protocol: spec?.protocol,
    predictors: tree.predictors.map(predictor => predictorSummary(predictor, shares.get(predictor.spec.name))),
    hasRoutes: tree.routes.length > 0,
    info: summaryInfo(infos.get(tree)),
    causes: causesSeen(judged),
    failure: newestFailure(tree, infos),
    mark: markOf(judged),
  };
}

function versionOf({ name, uid, generation, labels, creationTimestamp }: Metadata): DeploymentSummary["metadata"] {
  return {
    name,
    ...(uid !== undefined && { uid }),
    ...(generation !== undefined && { generation }),
    ...(labels && { labels }),
    ...(creationTimestamp !== undefined && { creationTimestamp }),
  };
}

function predictorSummary({ spec, workloads }: PredictorNode, routed: number | undefined): PredictorSummary {
  return {
    name: spec.name,
    routed,
    pods: workloads.flatMap(({ pods }) => pods.map(({ object }) => object.metadata.name)),
  };
}

function summaryInfo({ match, ...info }: Info = { state: "unknown", words: "" }): SummaryInfo {
  if (!match) return info;
  const { title, meaning, remedy } = match;
  return { ...info, match: { title, meaning, remedy } };
}

function markOf({ tree, infos }: JudgedDeployment): string {
  const { uid, generation } = tree.object.metadata;
  const pods = tree.predictors
    .flatMap(({ workloads }) => workloads.flatMap(workload => workload.pods.filter(pod => pod.isNewest)))
    .map(pod => [
      pod.object.metadata.uid,
      pod.containers.find(({ isInit, status }) => isInit && status?.state?.terminated?.exitCode !== 0)?.name ?? "",
    ]);
  const routes = tree.routes.map(({ metadata }) => [metadata.name, metadata.generation]);
  const isReady = infos.get(tree)?.state === "ready";
  const text = JSON.stringify([uid, generation, isReady, pods, routes]);
  return createHash("sha256").update(text).digest("base64url").slice(0, MARK_LENGTH);
}

/** Characters of six bits each: two that differ do not look the same by chance. */
const MARK_LENGTH = 16;
