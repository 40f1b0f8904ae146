kubectl apply -f deploy.yaml
kubectl wait --for=jsonpath='{.status.state}'=Available sdep/minio-sklearn --timeout=300s
kubectl rollout status deploy/seldon-controller-manager -n seldon-system
