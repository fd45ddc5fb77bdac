#pragma once

#include <QtWidgets/QTabBar>

namespace inia::ui {

class Appearance;

// Pages of one panel: the current one is underlined by 2 px of accent. A page may carry a count.
class TabStrip final : public QTabBar {
    Q_OBJECT

public:
    enum class Density : quint8 { Normal, Narrow }; // 20 or 16 px between pages

    explicit TabStrip(const Appearance& appearance, QWidget* parent = nullptr,
                      Density density = Density::Normal);
    Q_DISABLE_COPY_MOVE(TabStrip)

    int addPage(const QString& title);
    void setCount(int index, qint64 count); // negative = no pill

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override;

private:
    void paintTab(QPainter& painter, int index) const;
    [[nodiscard]] QString countText(int index) const;

    const Appearance& m_appearance;
    int m_gap;
};

} // namespace inia::ui
