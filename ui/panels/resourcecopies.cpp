#include "ui/panels/resourcecopies.h"

#include "core/protocol/jsonwriter.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcecolumn.h"

namespace inia::ui {

QString identifierText(const Resource& resource)
{
    return resource.identifiers().empty() ? QString() : toQString(plainCell(resource.identifiers().back()));
}

std::string arnOf(const Resource& resource)
{
    for (const auto& identifier : resource.identifiers()) {
        if (identifier.text().starts_with("arn:"))
            return identifier.text();
    }
    const std::string own[] = {"Arn", "ARN", resource.type() + "Arn", resource.type() + "ARN",
                               resource.type() + "Id"};
    for (const auto& name : own) {
        if (resource.data()[name].text().starts_with("arn:"))
            return resource.data()[name].text();
    }
    // SQS keeps it among the attributes it answers with.
    const std::string& attribute = resource.data()["Attributes"][resource.type() + "Arn"].text();
    return attribute;
}

Value wholeValue(const Resource& resource)
{
    Value whole = Value::emptyMap();
    const auto& definitions = resource.definition().identifiers;
    for (std::size_t i = 0; i < definitions.size(); ++i)
        whole.insert(definitions[i].name, resource.identifiers()[i]);
    for (const auto& [name, value] : resource.data().members())
        whole.insert(name, value);
    return whole;
}

QString resourceJson(const Resource& resource)
{
    return toQString(toJson(wholeValue(resource), JsonStyle::indented()));
}

} // namespace inia::ui
