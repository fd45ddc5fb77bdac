#pragma once

#include "core/common/result.h"
#include "core/explorer/words.h"

#include <memory>

namespace inia::explorer {

struct Unit {
    std::string name;
    QRegularExpression expression;
};

/// What the inference goes by, read from resources/definitions/rules.json: word lists, expressions, scores.
struct Rules {
    using Texts = std::vector<std::string>;
    using Table = std::map<std::string, std::string, std::less<>>;

    Wording wording;
    /// Of identifiers of accounts, regions, page tokens, page sizes, locales: flat names.
    WordSet account, region, tokens, sizes;
    Table locale;
    Texts errorLists, fromTime, toTime, qualifiers;
    WordSet attributes, strongAttributes, generic, prefixVerbs, prepositions, readingVerbs, telling,
        tellingSubject;

    WordSet scalars, wrappers, plainShapes;
    std::map<std::string, Texts, std::less<>> compatible; ///< type of a parameter: types of members
    QRegularExpression asked;

    std::string arnSample;
    Texts plainSamples;
    QRegularExpression oneOfOperation, oneOfParameter, defaulted, regionValue, toldValues;
    QRegularExpression implied, notAlone, docsFirst, docsNoun;
    WordSet wordsBefore;

    int leastScore = 0, givesWayBelow = 0, scopedNeeds = 0, oneOfNeeds = 0, ancestorNeeds = 0;
    std::vector<int> actionNeeds; ///< of the subject's type, of any, of one that is not the subject

    std::map<std::string, double, std::less<>> columnScores;
    QRegularExpression state, stateNot, type, created, modified, zone, size, version, never, passing;
    WordSet createdExactly, descriptions;
    Table health; ///< word to class
    std::vector<Unit> unitsByName, unitsByDocumentation;

    WordSet hardVerbs, effectReads;
    QRegularExpression secretName, secretNot;

    struct WellKnown {
        std::string ending;
        Texts attributes;
        std::string type; ///< "ec2:vpc"
    };
    std::vector<WellKnown> wellKnown;
    Table titles; ///< a word as people write it

    /// Fails (kind Model) with the name of what is missing or cannot be read.
    [[nodiscard]] static Result<std::shared_ptr<const Rules>> read(std::string_view json);
};

} // namespace inia::explorer
