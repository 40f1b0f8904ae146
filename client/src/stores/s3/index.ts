// S3 stores, by Amazon's library: heavy, so that whoever imports it is in a bundle that is loaded when a store is first asked.
export { askAsInitializer } from "./ask-as-initializer.ts";
export { openStore, type ObjectStore, type StoreOptions } from "./object-store.ts";
