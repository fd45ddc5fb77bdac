#include "core/model/genericruleset.h"

#include <string>

namespace inia {

namespace {

/// @ stands for the endpoint prefix.
constexpr std::string_view rules = R"({
"version": "1.0",
"parameters": {
  "Region": {"builtIn": "AWS::Region", "required": false, "type": "String"},
  "UseDualStack": {"builtIn": "AWS::UseDualStack", "required": true, "default": false, "type": "Boolean"},
  "UseFIPS": {"builtIn": "AWS::UseFIPS", "required": true, "default": false, "type": "Boolean"},
  "Endpoint": {"builtIn": "SDK::Endpoint", "required": false, "type": "String"}
},
"rules": [
  {"conditions": [{"fn": "isSet", "argv": [{"ref": "Endpoint"}]}], "type": "endpoint",
   "endpoint": {"url": {"ref": "Endpoint"}, "properties": {}, "headers": {}}},
  {"conditions": [{"fn": "isSet", "argv": [{"ref": "Region"}]},
                  {"fn": "aws.partition", "argv": [{"ref": "Region"}], "assign": "Partition"}],
   "type": "tree", "rules": [
    {"conditions": [{"fn": "booleanEquals", "argv": [{"ref": "UseFIPS"}, true]},
                    {"fn": "booleanEquals", "argv": [{"ref": "UseDualStack"}, true]}], "type": "endpoint",
     "endpoint": {"url": "https://@-fips.{Region}.{Partition#dualStackDnsSuffix}", "properties": {}, "headers": {}}},
    {"conditions": [{"fn": "booleanEquals", "argv": [{"ref": "UseFIPS"}, true]}], "type": "endpoint",
     "endpoint": {"url": "https://@-fips.{Region}.{Partition#dnsSuffix}", "properties": {}, "headers": {}}},
    {"conditions": [{"fn": "booleanEquals", "argv": [{"ref": "UseDualStack"}, true]}], "type": "endpoint",
     "endpoint": {"url": "https://@.{Region}.{Partition#dualStackDnsSuffix}", "properties": {}, "headers": {}}},
    {"conditions": [], "type": "endpoint",
     "endpoint": {"url": "https://@.{Region}.{Partition#dnsSuffix}", "properties": {}, "headers": {}}}
  ]},
  {"conditions": [], "type": "error", "error": "Invalid Configuration: Missing Region"}
]})";

} // namespace

Result<std::shared_ptr<const Document>> genericRuleSet(std::string_view endpointPrefix)
{
    std::string json;
    for (const char c : rules) {
        if (c == '@')
            json += endpointPrefix;
        else
            json += c;
    }
    return Document::fromJson(json, "the generic endpoint rules");
}

} // namespace inia
