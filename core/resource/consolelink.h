#pragma once

#include "core/resource/resource.h"

#include <string>
#include <string_view>

namespace inia {

class Catalog;

/// Whose a resource is, for what is told about it elsewhere.
struct LinkContext {
    std::string partition; ///< "aws"
    std::string region;
    std::string account; ///< empty while unknown
};

/// The page of AWS's console that shows a resource, by the template of its type in the definitions; empty
/// where there is none, or something it names is not known. Asks nobody.
[[nodiscard]] std::string consoleLink(const Catalog& catalog, const Resource& resource,
                                      const LinkContext& context);

/// A template with its names filled in: {region}, {account}, {partition}, {Member} or {Outer.Member} of the
/// data,
/// {@} for what names the resource; behind a "|" "url" encodes it, "logs" twice as the pages of CloudWatch
/// Logs want it, "tail" takes what stands behind the last "/" or ":". Empty when a name is not known.
[[nodiscard]] std::string filledTemplate(std::string_view text, const Resource& resource,
                                         const LinkContext& context);

} // namespace inia
