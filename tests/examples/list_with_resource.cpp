#include "core/inia.h"

#include <iostream>

int main(int argc, char* argv[])
{
    return inia::sync::run(argc, argv, [](const auto& program) {
        const auto s3 = program.resource("s3");
        const auto bucket = s3.subResource("Bucket", {"mybucket"});

        for (const auto& object : bucket.collection("objects"))
            std::cout << object["key"] << ' ' << object["last_modified"] << '\n';
    });
}
