# DynamoDB Local for the tests; to be sourced after lib.sh and minio.sh (for free_ports).
# shellcheck shell=bash

DYNAMODB_FOLDER=$CACHE/dynamodb-local-$DYNAMODB_LOCAL

dynamodb_present() { [[ -e $DYNAMODB_FOLDER/.done ]]; }

# Maven checks what it fetches against the repository's sums; the version of everything else follows from this one.
fetch_dynamodb() {
    local temporary
    mkdir -p "$CACHE"
    temporary=$(mktemp -d "$CACHE/build.XXXXXX")
    # shellcheck disable=SC2064
    trap "rm -rf '$temporary'" EXIT
    cat >"$temporary/pom.xml" <<EOF
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>inia</groupId><artifactId>dynamodb-local</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>com.amazonaws</groupId><artifactId>DynamoDBLocal</artifactId><version>$DYNAMODB_LOCAL</version>
  </dependency></dependencies>
</project>
EOF
    mvn --batch-mode --quiet --file "$temporary/pom.xml" -Dmaven.repo.local="$temporary/repository" \
        dependency:copy-dependencies -DoutputDirectory="$temporary/lib"
    touch "$temporary/.done"
    rm -rf "$temporary/repository" "$DYNAMODB_FOLDER"
    mv "$temporary" "$DYNAMODB_FOLDER"
    trap - EXIT
}

fetch_dynamodb_and_java() { # PACKAGES...
    (($# == 0)) || install_packages "$@"
    dynamodb_present || fetch_dynamodb
}

begin_dynamodb() {
    local packages=(default-jre-headless)
    dynamodb_present || packages+=(maven)
    mapfile -t packages < <(missing_packages "${packages[@]}")
    if dynamodb_present && ((${#packages[@]} == 0)); then return 0; fi
    ((${#packages[@]} == 0)) || may_install "${packages[@]}"
    aside "DynamoDB Local (fetched once)" "Check the network and that Maven can reach its repository; or leave its tests \
out with --without-dynamodb." fetch_dynamodb_and_java "${packages[@]}"
}

dynamodb_answers() {
    "$PYTHON" -c 'import socket, sys
socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=2).close()' "${DYNAMODB_ENDPOINT##*:}" 2>/dev/null
}

wait_for_dynamodb() {
    local deadline=$((SECONDS + 60))
    until dynamodb_answers; do
        ((SECONDS < deadline)) || return 1
        sleep 0.2
    done
}

# Sets DYNAMODB_ENDPOINT. Everything is kept in memory.
start_dynamodb() {
    local port
    read -r port _ <<<"$(free_ports)"
    DYNAMODB_ENDPOINT=http://127.0.0.1:$port
    set -m
    setpriv --pdeathsig KILL -- java -Xmx256m -Djava.library.path="$DYNAMODB_FOLDER/lib" -cp "$DYNAMODB_FOLDER/lib/*" \
        com.amazonaws.services.dynamodbv2.local.main.ServerRunner -inMemory -disableTelemetry -port "$port" \
        </dev/null >"$LOGS/dynamodb.log" 2>&1 &
    SERVERS+=("$!")
    set +m
    step "DynamoDB Local at $DYNAMODB_ENDPOINT" "See also $LOGS/dynamodb.log." wait_for_dynamodb
}
