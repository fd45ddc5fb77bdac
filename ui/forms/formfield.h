#pragma once

#include "core/model/document.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"

#include <QtCore/QString>
#include <QtWidgets/QWidget>

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

// One input of a form: a widget for a value of a shape. A path begins below the field: "[0].Key" in a list,
// "Key" in a structure, empty for the field itself.
class FormField : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FormField)

public:
    explicit FormField(QWidget* parent) : QWidget(parent) {}

    // What is set; null when nothing is. Text that is no value counts as not set: see problem().
    [[nodiscard]] virtual Value value() const = 0;
    // Null empties the field. A value of another kind than the shape's is shown as far as it can be.
    virtual void setValue(const Value& value) = 0;
    // Why what was typed is no value of the shape; empty when it is one.
    [[nodiscard]] virtual QString problem() const { return {}; }
    // Shows `text` where `path` leads; false when that is nowhere in here.
    virtual bool showProblem(const QString& path, const QString& text);
    virtual void clearProblems() {}
    // Has several values in it and so folds below its name.
    [[nodiscard]] virtual bool folds() const { return false; }
    // A few words behind the name of a field that folds: "2 items".
    [[nodiscard]] virtual QString note() const { return {}; }
    // Makes the inside of a field that folds; until then it is only a name, as shapes may contain themselves.
    virtual void open() {}

signals:
    void edited();
};

// The field for a shape. `required` structures are there even when nothing is set in them.
[[nodiscard]] FormField* makeField(const FormContext& context, const Shape& shape, bool required,
                                   QWidget* parent);

} // namespace inia::ui
