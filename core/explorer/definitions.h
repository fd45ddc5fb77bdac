#pragma once

#include "core/common/result.h"
#include "core/explorer/item.h"
#include "core/explorer/parameter.h"
#include "core/explorer/rules.h"
#include "core/model/value.h"

#include <optional>

namespace inia::explorer {

/// What resources/definitions/SERVICE.json says instead of, or besides, what is inferred. Everything in it is
/// optional.
struct Definitions {
    using Texts = std::vector<std::string>;
    using Sources = std::vector<std::pair<std::string, std::string>>; ///< parameter path and source

    struct Link {
        std::string operation;
        std::string under; ///< empty: the root
        Sources with;
        bool isEarly = false; ///< made before the walk, so that others may hang on it
    };
    struct Type {
        Texts aliases;
        Texts knownAs;
        std::string key;
        Value columns;
        Value roles;
        Value health;
        Value links;
        Value when;
        Texts hide;
        Texts common;
        /// title, arn, console, note: as they are.
        std::vector<std::pair<std::string, std::string>> texts;
    };
    Texts first;
    std::string note;
    Texts hide;
    Texts noRoot;
    std::map<std::string, Value, std::less<>> context;
    std::vector<std::pair<std::string, Texts>> drop;
    std::vector<Link> links;
    std::vector<std::pair<std::string, Sources>> give;
    std::map<std::string, Type, std::less<>> types;

    [[nodiscard]] const Type& type(std::string_view noun) const;
    [[nodiscard]] bool isNoRoot(std::string_view operation) const;

    /// Entries that are of another kind than they should be, or unknown, are left out and named in
    /// `problems`. Fails when the text is no JSON, is for another service, or of a newer version.
    [[nodiscard]] static Result<Definitions> read(std::string_view json, std::string_view service,
                                                  std::vector<std::string>& problems);
};

/// How a parameter is filled without any item, by its name, its type and its documentation; nothing when it
/// takes an item or a person's text. Where the service lists accounts, an account id names one of those.
[[nodiscard]] std::optional<Source> contextOf(const Rules& rules, const Parameter& parameter,
                                              bool listsAccounts);

/// Texts as a list.
[[nodiscard]] Value textsValue(const std::vector<std::string>& texts);
/// A source that needs no item.
[[nodiscard]] Source contextSource(Source::Kind kind);
[[nodiscard]] Source constantSource(Value value);
[[nodiscard]] Source fanSource(std::vector<std::string> values);

/// A source as definitions write it: "item:Id", "up1:item:id", "given:cluster", "const:[...]", "account:".
[[nodiscard]] Result<Source> readSource(std::string_view text);
/// The same text of a source that fills a parameter.
[[nodiscard]] std::string sourceText(const Source& source, const Parameter& parameter);

} // namespace inia::explorer
