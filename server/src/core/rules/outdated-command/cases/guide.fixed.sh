# Seldon and its store, as an older guide has them.
helm install ambassador datawire/ambassador --namespace ambassador
helm install seldon-core-analytics seldon-core-analytics --repo https://storage.googleapis.com/seldon-charts
helm repo add minio https://helm.min.io/
mc alias set minio-local http://localhost:9000 "$KEY" "$SECRET"
kubectl get secret $(kubectl get serviceaccount console-sa -o jsonpath="{.secrets[0].name}") -o jsonpath="{.data.token}"
