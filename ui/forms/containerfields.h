#pragma once

#include "ui/forms/linesfield.h"

class QVBoxLayout;

namespace inia::ui {

class ChoiceBox;

// A list: one field after another.
class ListField final : public LinesField {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListField)

public:
    // `context` outlives the field.
    ListField(const FormContext& context, const Shape& shape, QWidget* parent);

    [[nodiscard]] Value value() const override;
    void setValue(const Value& value) override;
    [[nodiscard]] QString problem() const override;
    bool showProblem(const QString& path, const QString& text) override;
    void clearProblems() override;

private:
    void fillLine(Line& line, QWidget* takeOut) override;
};

// A map: a key and a field in each line.
class MapField final : public LinesField {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MapField)

public:
    // `context` outlives the field.
    MapField(const FormContext& context, const Shape& shape, QWidget* parent);

    [[nodiscard]] Value value() const override;
    void setValue(const Value& value) override;
    // A value without a key, or a key twice.
    [[nodiscard]] QString problem() const override;
    bool showProblem(const QString& path, const QString& text) override;
    void clearProblems() override;

private:
    void fillLine(Line& line, QWidget* takeOut) override;

    ShapeType m_valueType;
    TextLabel* m_error;
};

// A union: which member, and its field.
class UnionField final : public FormField {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UnionField)

public:
    // `context` outlives the field.
    UnionField(const FormContext& context, const Shape& shape, QWidget* parent);

    [[nodiscard]] Value value() const override;
    void setValue(const Value& value) override;
    [[nodiscard]] QString problem() const override;
    bool showProblem(const QString& path, const QString& text) override;
    void clearProblems() override;
    [[nodiscard]] bool folds() const override { return true; }
    [[nodiscard]] QString note() const override;

private:
    void choose();

    const FormContext& m_context;
    Shape m_shape;
    ChoiceBox* m_choice;
    FormField* m_field = nullptr;
    TextLabel* m_error;
    QVBoxLayout* m_layout;
};

} // namespace inia::ui
