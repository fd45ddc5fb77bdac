#pragma once

#include "ui/forms/formfield.h"

#include <vector>

class QLineEdit;
class QVBoxLayout;

namespace inia::ui {

class ChoiceBox;
class LinkButton;
class TextLabel;

// A list: one field after another, each with a button that takes it out, and a link that adds one.
class ListField final : public FormField {
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
    [[nodiscard]] bool folds() const override { return true; }
    [[nodiscard]] QString note() const override;
    // A list without items gets its first one.
    void open() override;

private:
    struct Item {
        QWidget* line;
        FormField* field;
        TextLabel* error;
    };
    Item& add();
    void remove(const QWidget* line);
    void clear();

    const FormContext& m_context;
    Shape m_shape;
    std::vector<Item> m_items;
    QVBoxLayout* m_layout;
    LinkButton* m_add;
};

// A map: a key and a field in each line.
class MapField final : public FormField {
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
    [[nodiscard]] bool folds() const override { return true; }
    [[nodiscard]] QString note() const override;
    void open() override;

private:
    struct Entry {
        QWidget* line;
        QLineEdit* key;
        FormField* field;
    };
    Entry& add();
    void remove(const QWidget* line);
    void clear();

    const FormContext& m_context;
    Shape m_shape;
    std::vector<Entry> m_entries;
    QVBoxLayout* m_layout;
    TextLabel* m_error;
    LinkButton* m_add;
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
