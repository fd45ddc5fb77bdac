#include "core/inia.h"

#include <iostream>

int main(int argc, char* argv[])
{
    return inia::sync::run(argc, argv, [](const auto& program) {
        const auto client = program.client("s3");
        const auto response = client.call("list_objects_v2", {{"Bucket", "mybucket"}});

        for (const auto& content : response["Contents"].items()) {
            const auto object = client.call("get_object", {{"Bucket", "mybucket"}, {"Key", content["Key"]}});
            std::cout << content["Key"] << ' ' << object["LastModified"] << '\n';
        }
    });
}
