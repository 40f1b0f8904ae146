// Where models lie: what the storage initializer will ask of a store, and how it will end.
export { addressOf, type StoreAddress } from "./address.ts";
export { storeEnvironment, type StoreEnvironment } from "./environment.ts";
export { planStore } from "./plan-store.ts";
export { predictInitializer, type InitializerOutcome } from "./predict-initializer.ts";
export { reveal, secretValue } from "./secret-value.ts";
export type { StoreAnswer, StoredObject, StoreFailure } from "./store-answer.ts";
export type { FailingPlan, S3Plan, StorePlan } from "./store-plan.ts";
