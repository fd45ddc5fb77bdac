#include "core/inia.h"

#include <iostream>

int main(int argc, char* argv[])
{
    return inia::sync::run(argc, argv, [](const auto& program) {
        const auto client = program.client("s3");

        for (const auto& page : client.pages("list_objects_v2", {{"Bucket", "mybucket"}}))
            for (const auto& content : page["Contents"].items())
                std::cout << content["Key"] << ' ' << content["LastModified"] << '\n';
    });
}
