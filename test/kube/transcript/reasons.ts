// Why the playground, which is a Kubernetes 1.27, answers otherwise than the real API server of the tests, a 1.20.2.
import type { Difference } from "./compare.ts";

/**
 * Whether Kubernetes has changed between 1.20 and 1.27, by its own changelogs and sources, or the playground answers as no
 * Kubernetes does.
 */
export type Cause = "newer" | "played";

export interface Reason {
  readonly id: string;
  readonly cause: Cause;
  /** One sentence for docs/playground.md. */
  readonly text: string;
  /** Whether it explains a difference in the answers to a call. */
  explains(call: string, difference: Difference): boolean;
}

interface Pattern {
  readonly call?: RegExp;
  readonly at?: RegExp;
  /** In what either of the two says. */
  readonly said?: RegExp;
}

/** Those that were served no more by 1.27, and those that came with it or before. */
const CHANGED_VERSIONS = [
  ...[
    "admissionregistration",
    "apiextensions",
    "authorization",
    "coordination",
    "discovery",
    "events",
    "networking",
  ].map(group => `${group}\\.k8s\\.io/v1beta1`),
  ...["rbac\\.authorization", "scheduling"].map(group => `${group}\\.k8s\\.io/v1beta1`),
  ...["autoscaling/v2beta1", "autoscaling/v2beta2", "batch/v1beta1", "extensions/v1beta1", "policy/v1beta1"],
  ...["autoscaling/v2", "discovery\\.k8s\\.io/v1", "metrics\\.k8s\\.io/v1beta1", "policy/v1"],
].join("|");

const EXPLAIN = /^kubectl explain /;

/** The first that fits is the one. */
export const REASONS: readonly Reason[] = [
  reason(
    "played",
    "paths",
    "Of the paths that there are fewer are told, and OpenAPI v2 tells of them only how kinds are patched; its definitions are named more shortly.",
    [
      { call: /^GET \/nothing/, at: /^body\.paths$/ },
      { call: /^GET \/openapi\/v2/, at: /^body\.(paths|definitions|info|security|securityDefinitions)\b/ },
    ],
  ),
  reason("newer", "openapi-v3", "OpenAPI v3 is served, in which kubectl finds what it explains.", [
    { call: /^GET \/openapi\/v3/, at: /^(code|body)/ },
  ]),
  reason("played", "descriptions", "Columns of tables have no descriptions.", [
    { at: /columnDefinitions\[.*\]\.description$/ },
  ]),
  // kubectl names types from OpenAPI v3 by their kinds, from v2 by their shapes.
  reason(
    "newer",
    "explanations",
    "Kinds are explained with the names of types, the fields and the words of a newer Kubernetes.",
    [
      {
        call: EXPLAIN,
        said: /^(metadata|spec|status|managedFields|ownerReferences|limits|requests|fieldsV1|FIELD: resources) <(\[\]|map\[string\])?(Object|string|\w+Meta|DeploymentSpec|DeploymentStatus|ManagedFieldsEntry|OwnerReference|ResourceRequirements)?>$/,
      },
      { call: EXPLAIN, said: /^(claims <\[\]ResourceClaim>|subresource <string>|clusterName <string>)$/ },
      {
        call: EXPLAIN,
        said: /^claims: Claims lists|^(limits|requests): .*manage(-compute)?-resources(-container)?s?\//,
      },
      { call: /^kubectl explain pod\.spec\.nothing$/, said: /^KIND: {2}Pod$|^VERSION: v1$/ },
    ],
  ),
  reason(
    "played",
    "fewer-words",
    "What refers to another type is explained without words of its own, and so are the fields of SeldonDeployments.",
    [
      { call: EXPLAIN, said: /^\w+: <no description>$/ },
      {
        call: EXPLAIN,
        said: /^metadata: Standard object metadata\.$|^(spec|status): (Specification|Most recently observed status) of the/,
      },
      {
        call: EXPLAIN,
        said: /^: Compute Resources required by this container\.|^engineResources: ResourceRequirements describes/,
      },
    ],
  ),
  reason(
    "played",
    "missing-kinds",
    "Kinds of storage, certificates, priorities of requests and API services are not served.",
    [
      {
        call: /api-resources|api-versions|^GET \/apis? |^GET \/apis?$|^GET \/api\/v1$/,
        said: /componentstatus|serviceaccounts\/token|TokenRequest|apiservice|apiregistration|certificates?|flowschema|flowcontrol|prioritylevel|runtimeclass|node\.k8s\.io|podsecuritypolic|csidriver|csinode|volumeattachment|storage\.k8s\.io\/v1beta1/,
      },
    ],
  ),
  reason(
    "newer",
    "versions",
    "Kubernetes 1.27 serves other versions of some groups, the metrics among them, and prefers others.",
    [
      { call: /^GET \/apis$/, at: new RegExp(`^body\\.groups\\[[\\w.]+\\]\\.versions\\[(${CHANGED_VERSIONS})\\]$`) },
      { call: /^GET \/apis$/, at: /^body\.groups\[(autoscaling|policy|discovery\.k8s\.io)\]\.preferredVersion\./ },
      { call: /^GET \/apis$/, at: /^body\.groups\[(metrics\.k8s\.io|extensions)\]$/ },
      { call: /^kubectl api-versions$/, said: new RegExp(`^(${CHANGED_VERSIONS})$`) },
      {
        call: /^kubectl api-resources$/,
        said: /^(selfsubjectreviews|horizontalpodautoscalers|cronjobs|endpointslices|poddisruptionbudgets) {2}|^(nodes|pods) {2}metrics|^ingresses {2}ing {2}extensions/,
      },
      {
        call: /^kubectl api-resources -o name$/,
        said: /^(selfsubjectreviews\.authentication\.k8s\.io|(nodes|pods)\.metrics\.k8s\.io|ingresses\.extensions)$/,
      },
      { call: /^GET \/apis\/batch\/v1$/, at: /^body\.resources\[cronjobs(\/status)?\]$/ },
      { call: /^GET \/apis\/policy\/v1beta1$/, said: /APIResourceList|poddisruptionbudgets|policy\/v1beta1|^404$/ },
      { at: /resources\[(horizontalpodautoscalers|ingressclasses|ingresses)\]\.storageVersionHash$/ },
      {
        call: /^GET \/api\/v1$/,
        at: /resources\[(pods\/eviction\]\.version|pods\/ephemeralcontainers\]|services\]\.verbs)$/,
      },
      {
        call: /^kubectl create (cronjob|poddisruptionbudget) /,
        said: /^[01]?$|^(cronjob\.batch\/often|poddisruptionbudget\.policy\/keep) created$|^error: failed to create (cronjob|poddisruptionbudgets): the server could not find/,
      },
      {
        call: /^kubectl get (cronjob|pdb)$/,
        said: /^NAME {2}(SCHEDULE|MIN AVAILABLE)|^often {2}@hourly|^keep {2}1 {2}N\/A|^$|^No resources found/,
      },
      { call: /^kubectl delete hpa,pdb,ingress --all$/, said: /^poddisruptionbudget\.policy "keep" deleted$/ },
      {
        call: /^kubectl describe hpa shop$/,
        said: /^Metrics: {2}\( current|^ {2}resource cpu on pods|^(Target|Current) CPU utilization:/,
      },
    ],
  ),
  reason(
    "newer",
    "singular-names",
    "Discovery names the singular of built-in kinds, too, and gives everything in one document.",
    [{ at: /singularName$/ }, { call: /APIGroupDiscoveryList/, at: /^body\.(kind|apiVersion|metadata|items|groups)$/ }],
  ),
  reason("newer", "version", "It says that it is 1.27, at `/version`.", [
    { call: /^GET \/version/, at: /^body\.(minor|git\w+|buildDate|goVersion)$/ },
  ]),
  reason(
    "newer",
    "service-fields",
    "Services name their address families and their internal traffic policy; their selector is one piece.",
    [
      { at: /ipFamil|internalTrafficPolicy|spec\.f:selector/ },
      { call: /^kubectl describe svc/, said: /IP Famil|Internal Traffic/ },
    ],
  ),
  reason("newer", "subresource-managers", "Who writes a status or a scale is an entry of its own in `managedFields`.", [
    { at: /managedFields\[[^\]]*\/Update\/(status|scale)\]/ },
    { at: /managedFields\[transcript\/Update\/\]\.fieldsV1\.(f:status|f:spec\.f:replicas)/ },
  ]),
  reason("newer", "whole-references", "References to other objects are one piece in `managedFields`.", [
    { at: /f:(fieldRef|involvedObject|scaleTargetRef|ownerReferences)/ },
  ]),
  reason(
    "newer",
    "jobs",
    "Jobs have labels of the group `batch.kubernetes.io`, a generation, a completion mode and `suspend`.",
    [
      {
        call: /\/jobs|kubectl (get|describe) job/,
        at: /^body(\.metadata\.generation|.*(labels|matchLabels|f:labels|f:matchLabels)\.|.*(completionMode|suspend))/i,
      },
      { call: /kubectl describe job/, said: /batch\.kubernetes\.io|controller-uid|job-name=|Completion Mode|Suspend/ },
    ],
  ),
  reason(
    "newer",
    "field-validation",
    "Unknown fields are told by the server. For an older one kubectl looks at them itself.",
    [
      { at: /^notes/, said: /unknown field|ValidationError/ },
      { call: /^kubectl (apply|create)/, at: /^notes/, said: /is invalid: spec|error validating/ },
    ],
  ),
  reason(
    "newer",
    "custom-types",
    "The schema's refusals of custom resources have a reason of their own and count the items of lists.",
    [
      { at: /causes\[0\]/, said: /FieldValueTypeInvalid|must be of type integer|predictors\[0\]|spec\.predictors/ },
      { call: /SeldonDeployment/, at: /body\.message/, said: /must be of type/ },
    ],
  ),
  // Since 1.23 a merge patch is decoded once more, for its unknown fields, and refused there (apiserver, handlers/patch.go).
  reason("newer", "patch-refusals", "A merge patch that is no JSON is a bad request and no failure of the server.", [
    { call: /^PATCH .* merge-patch\+json no json/, at: /code$|reason$/ },
  ]),
  reason("newer", "namespace-label", "Namespaces have a label with their name.", [
    { call: /describe ns/, said: /Labels/ },
  ]),
  reason("newer", "restarts-column", "The column of restarts is a text, since it tells when the last one was.", [
    { at: /columnDefinitions\[Restarts\]\.type/ },
  ]),
  // Newer releases are built with -trimpath, of whose paths the scheme's name keeps what begins with `pkg/` (apimachinery, naming).
  reason("newer", "scheme", "A kind that is not known names the place in the source in short.", [
    { at: /message/, said: /scheme\.go/ },
  ]),
  // 1.20 cannot read the schema of Seldon's CRD ("error building openapi models" in its log), and takes all fields for undeclared.
  reason("newer", "applied-structs", "`spec` itself is nobody's field in a custom resource that is applied.", [
    { at: /Apply\/\]\.fieldsV1\.f:spec\.\.$/ },
  ]),
  reason("played", "metrics", "Metrics are served without a metrics server.", [
    { call: /^kubectl top/, at: /^notes/, said: /not found|not available/i },
  ]),
  reason(
    "played",
    "service-account",
    "Pods get a service account; the real server of the tests runs without that admission plugin.",
    [{ at: /spec\.serviceAccount(Name)?$/ }, { call: /describe pod/, said: /Service Account/ }],
  ),
  reason(
    "played",
    "parser-texts",
    "What Go's readers say about a text that is no JSON, no number or no amount is said in fewer words.",
    [
      {
        at: /message/,
        said: /illegal base64|quantities must|cannot unmarshal|invalid character|error decoding YAML|continue key|Invalid JSON Patch|patch: Invalid value|Invalid value: "\{/,
      },
    ],
  ),
  reason("played", "struct-diff", "A refused change of a pod's spec is not printed as a difference of Go's structs.", [
    { call: /restartPolicy/, at: /message/ },
  ]),
  reason("played", "claims", "Nothing protects a claim that is in use: claims have no finalizer, and go at once.", [
    { call: /persistentvolumeclaims/, at: /finalizers|deletionTimestamp|deletionGracePeriodSeconds/ },
    { call: /get pvc/, said: /minimal|NAME|No resources found|^$/ },
  ]),
  reason("played", "media-types", "Objects are answered in JSON only, not in YAML.", [
    { call: /application\/yaml\)|text\/html\)/, at: /^(code|body|body\.message)$/ },
  ]),
];

function reason(cause: Cause, id: string, text: string, patterns: readonly Pattern[]): Reason {
  return { cause, id, text, explains: (call, difference) => patterns.some(pattern => fits(pattern, call, difference)) };
}

function fits({ call, at, said }: Pattern, title: string, difference: Difference): boolean {
  return (
    (call?.test(title) ?? true) &&
    (at?.test(difference.at) ?? true) &&
    (said === undefined || said.test(difference.playground) || said.test(difference.real))
  );
}
