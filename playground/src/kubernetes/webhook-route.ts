// How an API server reaches the Service of a webhook that runs beside it: no Service of the simulated cluster has a real address.

/** The loopback port that answers for a Service, or why it cannot be called, in Go's words; `undefined` for Services of others. */
export type WebhookRoute = (
  service: string,
  namespace: string,
) => { readonly port: number } | { readonly failure: string } | undefined;
