// What a look at a cluster before a deploy finds out. `undefined` is "could not be looked at", `null` "is not there".

export interface PreflightFacts {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** As the server says it: `v1.27.3`. */
  readonly kubernetes: string;
  readonly operator?: OperatorFacts | null | undefined;
  readonly crd?: { readonly versions: readonly CrdVersion[] } | null | undefined;
  /** Validating webhook configurations for SeldonDeployments. */
  readonly webhooks?: readonly WebhookFacts[] | undefined;
  /** The answer to the dry run of a small SeldonDeployment. */
  readonly dryRun?: { readonly isAccepted: boolean; readonly said: string } | undefined;
  /** End of the webhook's certificate (Secret `seldon-webhook-server-cert`), in milliseconds since the epoch. */
  readonly certificateEnd?: number | undefined;
  /** Which kinds the API server knows. */
  readonly kinds?: { readonly istio: boolean; readonly ambassador: boolean } | undefined;
  readonly namespace?: NamespaceFacts | null | undefined;
}

/** The Deployment `seldon-controller-manager`. */
export interface OperatorFacts {
  readonly namespace: string;
  readonly name: string;
  readonly image: string;
  readonly readyReplicas: number;
  /** Variables with a value of their own. */
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

export interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
}

export interface WebhookFacts {
  /** Of the configuration object. */
  readonly name: string;
  readonly serviceNamespace: string | undefined;
  /** `namespaceSelector.matchLabels`. */
  readonly namespaceLabels?: Readonly<Record<string, string>> | undefined;
}

export interface NamespaceFacts {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly quotas?: readonly QuotaFacts[] | undefined;
}

export interface QuotaFacts {
  readonly name: string;
  readonly hard: Readonly<Record<string, string>>;
  readonly used: Readonly<Record<string, string>>;
}

export type PreflightSeverity = "error" | "warning" | "information" | "ok";

export interface PreflightFinding {
  readonly id: string;
  readonly severity: PreflightSeverity;
  readonly title: string;
  /** Full sentences: what it means for a deploy. */
  readonly meaning: string;
  /** What mends it, as a line for a shell; absent where nothing is to be done or no single command does it. */
  readonly command?: string | undefined;
}
