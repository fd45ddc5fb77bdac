#include "core/inia.h"

#include <iostream>

/// Needs models and no network: parameters are checked before anything is sent.
int main(int argc, char* argv[])
{
    return inia::sync::run(argc, argv, [](const auto& program) {
        std::cout << program.resource("s3").subResource("Bucket", {"acme"}).text() << '\n';
        const auto answer = program.client("s3").tryCall("list_objects_v2");
        std::cout << (answer ? "an answer" : answer.error().code) << '\n';
    });
}
