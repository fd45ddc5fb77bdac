#pragma once

#include "core/model/document.h"
#include "core/model/shape.h"

#include <QtCore/QString>

#include <memory>

namespace inia::ui {

class Appearance;

// What all fields of a form share. Lives as long as the form.
struct FormContext {
    const Appearance& appearance;
    std::shared_ptr<const Document> docs; // the service's documentation; may be null

    // What the model says of a member, as plain text; empty when it says nothing.
    [[nodiscard]] QString memberDocs(std::string_view structure, std::string_view member) const;
    [[nodiscard]] QString operationDocs(std::string_view operation) const;
};

// The first sentence, or as much of it as `most` characters hold.
[[nodiscard]] QString firstSentence(const QString& text, int most = 160);

// "string", "integer", "list of Tag", "enum · 12": what a field expects, in the model's words.
[[nodiscard]] QString shapeWords(const Shape& shape);

} // namespace inia::ui
