// What the storage initializer is going to ask, and of whom; or why it will not get that far.
import type { SecretValue } from "./secret-value.ts";

export type StorePlan = S3Plan | UnsupportedPlan | FailingPlan;

/** A folder or object of an S3 store, with all that a client needs to ask as rclone does. */
export interface S3Plan {
  readonly kind: "s3";
  /** As the model URI names it, such as `s3`. */
  readonly remote: string;
  /** `http://host:9000`, with a path where the Secret gives one; without credentials and trailing slash. */
  readonly endpoint: string;
  readonly bucket: string;
  /** Without slashes at its ends; empty for the whole bucket. */
  readonly prefix: string;
  /** The URI ends with a slash, so that rclone does not look for an object of that name first. */
  readonly isFolderOnly: boolean;
  /**
   * The path has double slashes or dots within. rclone asks without them, then finds the answer's names odd, and copies
   * nothing of a folder; an object it copies ([ran] on 1.60: "Odd name received").
   */
  readonly hasOddSlashes: boolean;
  readonly region: string;
  /** Whether the bucket stands in the path; else in front of the host. */
  readonly isPathStyle: boolean;
  readonly listVersion: 1 | 2;
  /** Absent where rclone asks anonymously. */
  readonly credentials: StoreCredentials | undefined;
  readonly isCertificateChecked: boolean;
  readonly notices: readonly PlanNotice[];
}

export interface StoreCredentials {
  readonly accessKeyId: SecretValue;
  readonly secretAccessKey: SecretValue;
  readonly sessionToken?: SecretValue;
}

/** Something that does no harm by itself, or that we cannot judge. */
export interface PlanNotice {
  readonly variable: string;
  /** A sentence without values. */
  readonly words: string;
}

export type UnsupportedStore = "gcs" | "azure" | "pvc" | "role" | "bucket-list" | "signature-v2" | "other";

/** Nothing is known to be wrong; we do not look into such stores. */
export interface UnsupportedPlan {
  readonly kind: "unsupported";
  readonly store: UnsupportedStore;
  /** A sentence for people. */
  readonly reason: string;
}

/** rclone ends before the store has answered anything. */
export interface FailingPlan {
  readonly kind: "fails";
  /** Entry of the failure catalogue, such as `S03`. */
  readonly mode: string;
  readonly exitCode: 1 | 3;
  /** A part of what rclone prints last: verbatim, and without values of the Secret. */
  readonly words: string;
  /** The variable that is wrong or missing, where one is. */
  readonly variable?: string;
}

/** @param variable where one is to blame */
export function failing(mode: string, words: string, variable?: string, exitCode: 1 | 3 = 1): FailingPlan {
  return { kind: "fails", mode, exitCode, words, ...(variable !== undefined && { variable }) };
}
