#include "core/explorer/builder.h"

#include <algorithm>

namespace inia::explorer {

namespace {

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// Adds a type and, before it, the types that it hangs on.
void addWithHosts(std::vector<BorrowedType>& types, const ItemType& type, const std::string& from,
                  const std::vector<std::string>& aliases)
{
    if (std::any_of(types.begin(), types.end(),
                    [&type](const BorrowedType& known) { return known.type == &type; }))
        return;
    if (type.host)
        addWithHosts(types, *type.host, from, {});
    types.push_back({&type, from, aliases});
}

} // namespace

Result<std::unique_ptr<DefinitionBuilder>> DefinitionBuilder::make(SpecificationTexts texts, Models models)
{
    std::unique_ptr<DefinitionBuilder> builder(new DefinitionBuilder);
    builder->m_texts = std::move(texts);
    builder->m_models = std::move(models);
    auto rules = Rules::read(viewOf(builder->m_texts.rules));
    if (!rules)
        return rules.error();
    builder->m_rules = std::move(*rules);
    auto effects = EffectTable::read(viewOf(builder->m_texts.effects));
    if (!effects)
        return effects.error();
    builder->m_effects = std::move(*effects);
    if (auto borrowings = builder->readBorrowings(); !borrowings)
        return borrowings.error();
    return builder;
}

Result<void> DefinitionBuilder::readBorrowings()
{
    const auto document = Document::fromJson(viewOf(m_texts.borrowed), "borrowed.json");
    if (!document)
        return document.error();
    for (const auto& [service, entries] : (*document)->root()["borrowed"].members()) {
        for (const auto entry : entries.items()) {
            const auto type = entry["type"].text();
            const auto colon = type.find(':');
            if (colon == std::string_view::npos)
                return makeError(ErrorKind::Model, "BrokenDefinitions",
                                 "borrowed.json: \"" + std::string(type) + "\" is no SERVICE:TYPE");
            Borrowing borrowing{std::string(type.substr(0, colon)), std::string(type.substr(colon + 1)), {}};
            for (const auto alias : entry["aliases"].items())
                borrowing.aliases.emplace_back(alias.text());
            m_lenders.insert(borrowing.service);
            m_borrowings[std::string(service)].push_back(std::move(borrowing));
        }
    }
    return {};
}

Result<std::shared_ptr<const DefinitionBuilder::Inferred>>
DefinitionBuilder::inferred(const std::string& service)
{
    const auto known = m_kept.find(service);
    if (known != m_kept.end())
        return known->second;
    auto made = infer(service);
    if (made && m_lenders.contains(service))
        m_kept.emplace(service, *made);
    return made;
}

Result<std::shared_ptr<const DefinitionBuilder::Inferred>>
DefinitionBuilder::infer(const std::string& service)
{
    auto source = m_models(service);
    if (!source)
        return source.error();
    const auto result = std::make_shared<Inferred>();
    const QByteArray text = m_texts.definitions(service);
    if (!text.isEmpty()) {
        auto definitions = Definitions::read(viewOf(text), service, result->problems);
        // A broken file is named and left out; the models alone say most of it.
        if (definitions)
            result->definitions = std::move(*definitions);
        else
            result->problems.push_back(definitions.error().message);
    }
    std::vector<BorrowedType> borrowed;
    if (const auto entry = m_borrowings.find(service); entry != m_borrowings.end()) {
        for (const auto& [lender, noun, aliases] : entry->second) {
            const auto from = inferred(lender);
            if (!from)
                return from.error();
            const auto& types = (*from)->inference->types().types;
            const auto type = std::find_if(types.begin(), types.end(), [&noun = noun](const ItemType* known) {
                return known->name == noun;
            });
            if (type == types.end())
                result->problems.push_back("borrowed.json: " + lender + " has no type " + noun);
            else
                addWithHosts(borrowed, **type, lender, aliases);
        }
    }
    auto inference = Inference::infer(m_rules, std::move(*source), result->definitions, borrowed);
    if (!inference)
        return inference.error();
    result->inference = std::move(*inference);
    const auto& problems = result->inference->problems();
    result->problems.insert(result->problems.end(), problems.begin(), problems.end());
    return std::shared_ptr<const Inferred>(result);
}

Result<DefinitionBuilder::Built> DefinitionBuilder::build(const std::string& service)
{
    const auto made = inferred(service);
    if (!made)
        return made.error();
    const DefinitionDocument document(*(*made)->inference, m_effects);
    Built built{document.value(), document.roots(), document.report(), (*made)->problems};
    for (const auto& [noun, type] : (*made)->definitions.types) {
        const auto& types = (*made)->inference->types().types;
        if (std::none_of(types.begin(), types.end(),
                         [&noun = noun](const ItemType* known) { return known->name == noun; }))
            built.problems.push_back("definitions/" + service + ".json: no type " + noun);
    }
    return built;
}

} // namespace inia::explorer
