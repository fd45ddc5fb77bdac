#pragma once

#include "core/model/shape.h"
#include "core/model/value.h"

#include <QtWidgets/QWidget>

namespace inia::ui {

struct FormContext;

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
