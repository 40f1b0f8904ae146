# Seldon and its store.
helm install emissary-ingress datawire/emissary-ingress --namespace emissary
helm repo add minio https://charts.min.io
mc alias set minio-local http://localhost:9000 "$KEY" "$SECRET"
kubectl create token console-sa
